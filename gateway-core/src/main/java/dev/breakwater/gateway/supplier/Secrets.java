package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.WireRequest;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets among a supplier's settings. In requests they are placeholders until those leave. */
final class Secrets {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{secret:([a-z][A-Za-z0-9]*)}}");
    private static final String BEGIN = "{{secret:";
    private static final Pattern JSON = Pattern.compile("application/(.+\\+)?json");
    private static final Pattern XML = Pattern.compile("(application|text)/(.+\\+)?xml");

    private final Map<String, String> values = new HashMap<>();

    private Secrets() {}

    static Secrets of(SupplierConfig config, ProtocolInfo info) {
        Secrets secrets = new Secrets();
        info.settings().stream().filter(Setting::secret).map(Setting::name).forEach(name -> {
            String value = config.settings().get(name);
            if (value != null) {
                secrets.values.put(name, value);
            }
        });
        return secrets;
    }

    /** The settings as the plugin gets them: those that it declares. */
    static Map<String, String> hidden(SupplierConfig config, ProtocolInfo info) {
        Map<String, String> hidden = new HashMap<>();
        info.settings().stream()
                .filter(setting -> config.settings().containsKey(setting.name()))
                .forEach(setting -> hidden.put(
                        setting.name(),
                        setting.secret()
                                ? setting.placeholder()
                                : config.settings().get(setting.name())));
        return hidden;
    }

    /**
     * Refuses an order with a placeholder in it, in whatever spelling: the supplier might repeat in its reply what it got in the
     * placeholder's place, and the reply is shown.
     *
     * @throws IllegalArgumentException if there is one
     */
    static void refuseIn(BookingReference booking, Object order) {
        Traveller traveller = booking.traveller().orElse(new Traveller("", ""));
        String text = order + traveller.name() + traveller.email();
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{Graph}]", "");
        if (folded.contains(BEGIN)) {
            throw new IllegalArgumentException("an order must not hold " + BEGIN + "…}}");
        }
    }

    /**
     * The request with the secrets in its body.
     *
     * @throws StayedException if XML cannot carry one
     */
    WireRequest reveal(WireRequest request) throws StayedException {
        // One character for each byte: what stands between the placeholders stays as it is, in whatever charset.
        String body = request.body().text(ISO_8859_1);
        if (values.isEmpty() || !body.contains(BEGIN)) {
            return request;
        }
        String type = request.contentType().replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        Matcher matcher = PLACEHOLDER.matcher(body);
        StringBuilder revealed = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            revealed.append(body, end, matcher.start()).append(value(matcher.toMatchResult(), type));
            end = matcher.end();
        }
        revealed.append(body, end, body.length());
        return new WireRequest(
                request.kind(),
                request.method(),
                request.path(),
                request.headers(),
                request.contentType(),
                Bytes.of(revealed.toString().getBytes(ISO_8859_1)));
    }

    private String value(MatchResult placeholder, String type) throws StayedException {
        String value = values.get(placeholder.group(1));
        if (value == null) {
            return placeholder.group();
        }
        if (JSON.matcher(type).matches()) {
            return json(value);
        }
        if (XML.matcher(type).matches()) {
            if (value.codePoints().anyMatch(Secrets::isForbiddenInXml)) {
                throw new StayedException(
                        "settings." + placeholder.group(1) + " has a character that XML cannot carry");
            }
            return xml(value);
        }
        return new String(value.getBytes(UTF_8), ISO_8859_1);
    }

    /** RFC 8259, section 7, in ASCII. */
    private static String json(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars()
                .forEach(c -> escaped.append(
                        c == '"' || c == '\\' || c < ' ' || c > '~' ? String.format("\\u%04x", c) : (char) c));
        return escaped.toString();
    }

    /** XML 1.0, section 4.1, in ASCII, good for text and for attributes. */
    private static String xml(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints()
                .forEach(c -> escaped.append(
                        "&<>\"'".indexOf(c) >= 0 || c < ' ' || c > '~' ? "&#" + c + ";" : Character.toString(c)));
        return escaped.toString();
    }

    /** XML 1.0, section 2.2. */
    private static boolean isForbiddenInXml(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r'
                || c >= 0xd800 && c <= 0xdfff
                || c == 0xfffe
                || c == 0xffff;
    }
}
