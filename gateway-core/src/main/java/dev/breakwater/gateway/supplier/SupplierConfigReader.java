package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.config.ConfigField;
import dev.breakwater.gateway.config.ConfigFile;
import dev.breakwater.gateway.config.ConfigSection;
import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.supplier.Protection.Breaker;
import dev.breakwater.gateway.supplier.Protection.Busy;
import dev.breakwater.gateway.supplier.Protection.Quota;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.gateway.supplier.SupplierConfig.Resend;
import dev.breakwater.gateway.supplier.SupplierConfig.Retry;
import dev.breakwater.gateway.supplier.SupplierConfig.Timeouts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code config/suppliers/ID.yaml}. */
final class SupplierConfigReader {
    private static final String EXTENSION = ".yaml";
    private static final String VISIBLE = "[\\x21-\\x7e]+";
    private static final String PRINTABLE = "[\\x20-\\x7e]+";
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "host", "connection", "content-length", "content-type", "transfer-encoding", "expect", "upgrade", "te");

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration LONGEST_EXCHANGE = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MONTH = DAY.multipliedBy(31);
    private static final int MOST_CONNECTIONS = 1_000;
    private static final List<Duration> LADDER =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

    private final Path folder;
    private final Function<String, String> env;

    /**
     * What reading a file came to.
     *
     * @param config empty if there are problems
     * @param draft what could be read, to find out what else is wrong; texts that are wrong are blank. Empty if nobody can
     *     tell which protocol of which plugin is meant
     */
    record Result(ConfigFile file, Optional<SupplierConfig> config, Optional<SupplierConfig> draft) {
        List<Problem> problems() {
            return file.problems();
        }

        /** The files its values refer to, there or not. */
        Set<Path> references() {
            return file.referencedFiles();
        }

        Problem problem(PluginLink.Flaw flaw) {
            return new Problem(file.name(), flaw.path(), file.lineOf(flaw.path()), flaw.sentence());
        }
    }

    /** @param folder the folder of the configuration, the parent of {@code suppliers} */
    SupplierConfigReader(Path folder, Function<String, String> env) {
        this.folder = folder;
        this.env = env;
    }

    /** The id of the supplier that this file would configure. */
    static String idOf(Path path) {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - EXTENSION.length());
    }

    Result read(Path path) {
        ConfigFile file = ConfigFile.read(path, folder, env);
        ConfigSection root = file.root();
        String id = idOf(path);
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
            root.problem("must have a file name of at most 63 letters, digits and dashes: it is the supplier's id");
        }
        Optional<PluginChoice> plugin = plugin(root.required("plugin"));
        Optional<String> protocol = root.required("protocol")
                .text("[a-z][a-z0-9-]*", "a protocol's name in small letters, digits and dashes");
        Optional<URI> baseUrl = root.required("baseUrl").uri("http", "https").map(SupplierConfigReader::withoutSlash);
        String name = root.optional("name")
                .text("(?s).{1,200}", "at most 200 characters")
                .orElse(id);
        Auth auth = auth(root.optional("auth"));
        Optional<String> pushSecret = pushSecret(root.optional("push"));
        Timeouts timeouts = timeouts(root.optional("timeouts").section());
        Protection protection = protection(root);
        Currency currency = root.optional("currency").currency().orElseGet(() -> Currency.getInstance("EUR"));
        ZoneId timeZone = root.optional("timeZone").zone().orElse(ZoneOffset.UTC);
        Duration settlingTime =
                root.optional("settlingTime").duration(Duration.ZERO, DAY).orElse(Duration.ofSeconds(2));
        boolean priceLocked = root.optional("priceLocked").flag().orElse(false);
        boolean idempotentCommit = root.optional("idempotentCommit").flag().orElse(false);
        Resend resend = root.optional("resend").oneOf(Resend.class).orElse(Resend.NEVER);
        int agreeingLookups = root.optional("agreeingLookups").integer(1, 10).orElse(2);
        List<Duration> lookups =
                root.optional("lookups").durations(MILLISECOND, DAY).orElse(LADDER);
        Retry retry = retry(root.optional("retry").section());
        Map<String, String> settings = root.optional("settings").texts();
        Optional<SupplierConfig> draft = plugin.flatMap(choice -> protocol.map(spoken -> new SupplierConfig(
                id,
                name,
                choice.id(),
                choice.version(),
                spoken,
                baseUrl.orElse(URI.create("")),
                auth,
                pushSecret,
                timeouts,
                protection,
                currency,
                timeZone,
                settlingTime,
                priceLocked,
                idempotentCommit,
                resend,
                agreeingLookups,
                lookups,
                retry,
                settings)));
        return new Result(file, file.finish(draft::orElseThrow), draft);
    }

    private record PluginChoice(String id, Optional<String> version) {}

    private static Optional<PluginChoice> plugin(ConfigField field) {
        String form = PluginManifest.ID + "(@" + PluginManifest.VERSION + ")?";
        return field.text(form, "a plugin's id such as rail, or an id and a version such as rail@1.2.0")
                .map(text -> {
                    int at = text.indexOf('@');
                    return at < 0
                            ? new PluginChoice(text, Optional.empty())
                            : new PluginChoice(text.substring(0, at), Optional.of(text.substring(at + 1)));
                });
    }

    private static URI withoutSlash(URI url) {
        return URI.create(url.toString().replaceFirst("/+$", ""));
    }

    private static Timeouts timeouts(ConfigSection section) {
        Duration connect = section.optional("connect")
                .duration(MILLISECOND, LONGEST_EXCHANGE)
                .orElse(Duration.ofSeconds(2));
        Duration response = section.optional("response")
                .duration(MILLISECOND, LONGEST_EXCHANGE)
                .orElse(Duration.ofSeconds(5));
        Duration total = section.optional("total")
                .duration(MILLISECOND, LONGEST_EXCHANGE)
                .orElse(Duration.ofSeconds(15));
        if (total.compareTo(response) < 0 || total.compareTo(connect) < 0) {
            section.problem("must have a total that is at least as long as connect and response (without a line of"
                    + " their own they are connect: 2s, response: 5s, total: 15s)");
        }
        return new Timeouts(connect, response, total);
    }

    private static Protection protection(ConfigSection root) {
        Protection standard = Protection.STANDARD;
        int connections = root.optional("pool")
                .section()
                .optional("connections")
                .integer(1, MOST_CONNECTIONS)
                .orElse(standard.connections());
        ConfigField floorField = root.optional("concurrency").section().optional("floor");
        int floor = floorField.integer(1, MOST_CONNECTIONS).orElse(standard.floor());
        if (floor > connections) {
            floorField.problem("must not be above pool.connections, which is " + connections);
            floor = connections;
        }
        ConfigSection quota = root.optional("quota").section();
        Quota calls = new Quota(
                quota.optional("perSecond").integer(1, 100_000),
                quota.optional("perMinute").integer(1, 1_000_000),
                quota.optional("perDay").integer(1, 100_000_000));
        Busy busy = root.optional("busy").oneOf(Busy.class).orElse(standard.busy());
        return new Protection(
                connections, floor, calls, breaker(root.optional("breaker").section()), busy);
    }

    private static Breaker breaker(ConfigSection section) {
        Breaker standard = Breaker.STANDARD;
        return new Breaker(
                section.optional("minimumCalls").integer(1, 1_000).orElse(standard.minimumCalls()),
                section.optional("failureRate").integer(1, 100).orElse(standard.failureRate()),
                section.optional("probeInterval")
                        .duration(Duration.ofMillis(100), DAY)
                        .orElse(standard.probeInterval()));
    }

    private static Retry retry(ConfigSection section) {
        Duration initial =
                section.optional("initial").duration(MILLISECOND, DAY).orElse(Duration.ofSeconds(1));
        Duration max = section.optional("max").duration(MILLISECOND, DAY).orElse(Duration.ofMinutes(5));
        Duration giveUpAfter =
                section.optional("giveUpAfter").duration(MILLISECOND, MONTH).orElse(DAY);
        if (max.compareTo(initial) < 0 || giveUpAfter.compareTo(initial) < 0) {
            section.problem("must have a max and a giveUpAfter that are at least as long as initial (without a line of"
                    + " their own they are initial: 1s, max: 5m, giveUpAfter: 24h)");
        }
        return new Retry(initial, max, giveUpAfter);
    }

    private enum AuthType {
        NONE,
        BEARER,
        HEADER,
        BASIC,
        OAUTH2,
        SIGNED
    }

    private static Auth auth(ConfigField field) {
        if (!field.isPresent()) {
            return new Auth.None();
        }
        ConfigSection section = field.section();
        Optional<AuthType> type = section.required("type").oneOf(AuthType.class);
        if (type.isEmpty()) {
            List.of(
                            "token",
                            "name",
                            "value",
                            "username",
                            "password",
                            "tokenUrl",
                            "clientId",
                            "clientSecret",
                            "scope",
                            "key",
                            "secret")
                    .forEach(section::optional);
            return new Auth.None();
        }
        return switch (type.get()) {
            case NONE -> new Auth.None();
            case BEARER -> new Auth.Bearer(secret(section, "token"));
            case HEADER -> headerKey(section);
            case BASIC ->
                new Auth.Basic(
                        section.required("username")
                                .secret("[^:\\p{Cntrl}]+", "text without a colon and control characters")
                                .orElse(""),
                        section.required("password")
                                .secret("\\P{Cntrl}+", "text without control characters")
                                .orElse(""));
            case OAUTH2 ->
                new Auth.OAuth2(
                        section.required("tokenUrl").uri("http", "https").orElse(URI.create("")),
                        secret(section, "clientId"),
                        secret(section, "clientSecret"),
                        section.optional("scope")
                                .text(PRINTABLE, "visible ASCII characters and blanks")
                                .orElse(""));
            case SIGNED -> new Auth.Signed(secret(section, "key"), secret(section, "secret"));
        };
    }

    private static Optional<String> pushSecret(ConfigField field) {
        return field.isPresent()
                ? Optional.of(field.section()
                        .required("secret")
                        .secret(
                                "[A-Za-z0-9_-]{20,200}",
                                "20 to 200 letters, digits, dashes and underscores, because it stands in an address")
                        .orElse(""))
                : Optional.empty();
    }

    private static Auth headerKey(ConfigSection section) {
        ConfigField field = section.required("name");
        Optional<String> name = field.text("[A-Za-z0-9-]{1,100}", "a header's name in letters, digits and dashes");
        if (name.isPresent() && RESERVED_HEADERS.contains(name.get().toLowerCase(Locale.ROOT))) {
            field.problem("must not be a header that the gateway writes itself");
        }
        String value = section.required("value")
                .secret(PRINTABLE, "visible ASCII characters and blanks")
                .orElse("");
        return new Auth.HeaderKey(name.orElse(""), value);
    }

    private static String secret(ConfigSection section, String key) {
        return section.required(key)
                .secret(VISIBLE, "visible ASCII characters without blanks")
                .orElse("");
    }
}
