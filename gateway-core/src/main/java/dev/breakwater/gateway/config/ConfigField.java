package dev.breakwater.gateway.config;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One field of a file, to be read as what it should be. Every reader gives nothing if the field is missing or wrong; if it is
 * wrong, that is reported.
 */
public final class ConfigField {
    private static final int LONGEST_ECHO = 40;

    private final ConfigFile file;
    private final String path;
    private final int line;
    private final Optional<Node> node;

    /** @param printable whether the text stands in the file itself, so that a problem may repeat it */
    private record Scalar(String text, boolean printable) {}

    ConfigField(ConfigFile file, String path, int line, Optional<Node> node) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.node = node;
    }

    public boolean isPresent() {
        return node.isPresent();
    }

    /** Reports something that is wrong with this field. */
    public void problem(String sentence) {
        file.report(path, line, sentence);
    }

    /** Text that is not blank, as written. */
    public Optional<String> text() {
        return scalar().map(Scalar::text);
    }

    /**
     * Text of a certain form.
     *
     * @param expected what it must be, to go on after "must be"
     */
    public Optional<String> text(String pattern, String expected) {
        return read(expected, text -> Optional.of(text).filter(value -> value.matches(pattern)));
    }

    /** Text of a certain form that no problem repeats. */
    public Optional<String> secret(String pattern, String expected) {
        return scalar().flatMap(scalar -> {
            if (!scalar.text.matches(pattern)) {
                problem("must be " + expected);
                return Optional.empty();
            }
            return Optional.of(scalar.text);
        });
    }

    /** {@code 500ms}, {@code 5s}, {@code 2m} or {@code 24h}, between two limits, both included. */
    public Optional<Duration> duration(Duration least, Duration most) {
        String expected = "a duration such as 500ms, 5s, 2m or 24h, from " + Durations.text(least) + " to "
                + Durations.text(most);
        return read(
                expected,
                text -> Durations.parse(text)
                        .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0));
    }

    /** A list of at least one duration, each between two limits, both included. */
    public Optional<List<Duration>> durations(Duration least, Duration most) {
        List<ConfigField> elements = elements();
        List<Duration> durations = elements.stream()
                .flatMap(element -> element.duration(least, most).stream())
                .toList();
        return durations.isEmpty() || durations.size() < elements.size() ? Optional.empty() : Optional.of(durations);
    }

    /** A whole number between two limits, both included. */
    public Optional<Integer> integer(int least, int most) {
        return read(
                "a whole number from " + least + " to " + most,
                text -> text.matches("-?[0-9]{1,9}")
                        ? Optional.of(Integer.valueOf(text)).filter(value -> value >= least && value <= most)
                        : Optional.empty());
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> flag() {
        return oneOf(Map.of("true", true, "false", false));
    }

    /** One of the constants, written in small letters with dashes: {@code after-proof} for {@code AFTER_PROOF}. */
    public <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return oneOf(words);
    }

    /** One of these words. */
    public <T> Optional<T> oneOf(Map<String, T> words) {
        String expected = words.keySet().stream().sorted().collect(joining(", "));
        return read("one of " + expected, text -> Optional.ofNullable(words.get(text)));
    }

    /** An absolute address with a host, of one of these schemes, without credentials, query and fragment. */
    public Optional<URI> uri(String... schemes) {
        return scalar().flatMap(scalar -> {
            Optional<URI> uri = uri(scalar.text, Set.of(schemes));
            if (uri.isEmpty()) {
                String allowed =
                        Arrays.stream(schemes).map(scheme -> scheme + "://…").collect(joining(" or "));
                problem("must be an address " + allowed + " with a host and without credentials, ? and #");
            }
            return uri;
        });
    }

    /** A currency by its ISO 4217 code. */
    public Optional<Currency> currency() {
        return read("a currency of ISO 4217 such as EUR", text -> {
            try {
                return Optional.of(Currency.getInstance(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    /** A zone by its IANA name. */
    public Optional<ZoneId> zone() {
        return read("a time zone by its IANA name such as Europe/Paris", text -> {
            try {
                return Optional.of(ZoneId.of(text))
                        .filter(zone -> ZoneId.getAvailableZoneIds().contains(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** A file that is there, named relative to the folder of the configuration. */
    public Optional<Path> file() {
        return scalar().flatMap(scalar -> file.references().existing(scalar.text, this::problem));
    }

    /** The section that this field holds; an empty one if the field is missing or wrong. */
    public ConfigSection section() {
        return ConfigSection.of(file, path, line, node);
    }

    /** A section of free keys with one text each, which is blank where it is wrong; empty if the field is missing. */
    public Map<String, String> texts() {
        ConfigSection section = section();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : section.keys()) {
            texts.put(key, section.optional(key).text().orElse(""));
        }
        return texts;
    }

    /** The elements of a list; empty if the field is missing. An empty list is a problem. */
    public List<ConfigField> elements() {
        List<ConfigField> elements = new ArrayList<>();
        if (node.isPresent()
                && node.get() instanceof SequenceNode sequence
                && !sequence.getValue().isEmpty()) {
            for (Node element : sequence.getValue()) {
                int elementLine = element.getStartMark().getLine() + 1;
                String elementPath = path + "[" + elements.size() + "]";
                elements.add(new ConfigField(file, elementPath, elementLine, Optional.of(element)));
            }
        } else if (node.isPresent()) {
            problem("must be a list with at least one element");
        }
        return elements;
    }

    private <T> Optional<T> read(String expected, Function<String, Optional<T>> parser) {
        return scalar().flatMap(scalar -> {
            Optional<T> value = parser.apply(scalar.text);
            if (value.isEmpty()) {
                problem("must be " + expected + (scalar.printable ? ", not " + shortened(scalar.text) : ""));
            }
            return value;
        });
    }

    private Optional<Scalar> scalar() {
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof ScalarNode scalar)) {
            problem("must be a single value");
            return Optional.empty();
        }
        String text = scalar.getValue();
        if (text.isBlank() || scalar.getTag().equals(Tag.NULL)) {
            problem("is empty");
            return Optional.empty();
        }
        return References.isReference(text)
                ? file.references().resolve(text, this::problem).map(value -> new Scalar(value, false))
                : Optional.of(new Scalar(text, true));
    }

    private static Optional<URI> uri(String text, Set<String> schemes) {
        try {
            URI uri = new URI(text);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return Optional.of(uri)
                    .filter(address -> plain && address.getHost() != null && schemes.contains(address.getScheme()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "…";
    }
}
