package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.config.ConfigField;
import dev.breakwater.gateway.config.ConfigFile;
import dev.breakwater.gateway.config.ConfigSection;
import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.partnerfile.Profile.Defaults;
import dev.breakwater.gateway.partnerfile.Profile.Login;
import dev.breakwater.gateway.partnerfile.Profile.Protocol;
import dev.breakwater.gateway.partnerfile.Profile.Server;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code config/partners/ID.yaml}. */
final class ProfileReader {
    private static final String EXTENSION = ".yaml";
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9-]{0,62}";
    /** What Camel can take as it is: within RAW() or RAW{}, and without a placeholder. */
    private static final String CREDENTIAL = "(?!.*(\\{\\{|}}))(?!.*\\).*})(?!.*}.*\\))\\P{Cntrl}{1,200}";

    private static final String CREDENTIAL_FORM =
            "up to 200 characters, no control characters, no {{ and }}, and not both ) and }";

    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_POLL = Duration.ofHours(1);

    /** Windows writes a superset under the name of Shift_JIS, and so do partners. */
    private static final Map<String, Charset> CHARSETS = Map.of(
            "UTF-8",
            StandardCharsets.UTF_8,
            "GB18030",
            Charset.forName("GB18030"),
            "Shift_JIS",
            Charset.forName("windows-31j"),
            "ISO-8859-1",
            StandardCharsets.ISO_8859_1);

    private static final Map<String, Character> DELIMITERS = Map.of(",", ',', ";", ';', "|", '|', "tab", '\t');

    private final Path folder;
    private final Function<String, String> env;

    /**
     * What reading a file came to.
     *
     * @param profile empty if there are problems
     * @param references the files its values refer to, there or not
     */
    record Result(Optional<Profile> profile, List<Problem> problems, Set<Path> references) {}

    /** @param folder the folder of the configuration, the parent of {@code partners} */
    ProfileReader(Path folder, Function<String, String> env) {
        this.folder = folder;
        this.env = env;
    }

    /** The id of the partner that this file would configure. */
    static String idOf(Path path) {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - EXTENSION.length());
    }

    Result read(Path path) {
        ConfigFile file = ConfigFile.read(path, folder, env);
        ConfigSection root = file.root();
        String id = idOf(path);
        if (!id.matches(ID)) {
            root.problem("must have a file name of at most 63 letters, digits and dashes: it is the partner's id");
        }
        Optional<Server> server = server(root);
        Duration poll =
                root.optional("poll").duration(SHORTEST_POLL, LONGEST_POLL).orElse(Duration.ofSeconds(10));
        Charset charset = root.optional("charset").oneOf(CHARSETS).orElse(StandardCharsets.UTF_8);
        char delimiter = root.optional("delimiter").oneOf(DELIMITERS).orElse(',');
        Optional<String> caller = root.required("caller").text("[\\x21-\\x7e]{1,100}", "a caller's id without blanks");
        Map<Column, String> headers = headers(root.optional("columns").section());
        Defaults defaults = defaults(root.optional("defaults").section());
        Optional<Profile> profile = file.finish(() -> new Profile(
                id, server.orElseThrow(), poll, charset, delimiter, caller.orElseThrow(), headers, defaults));
        return new Result(profile, file.problems(), file.referencedFiles());
    }

    private static Optional<Server> server(ConfigSection root) {
        Optional<Protocol> protocol = root.required("protocol").oneOf(Protocol.class);
        Optional<String> host =
                root.required("host").text("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]", "a host's name or address");
        Optional<Integer> port = root.optional("port").integer(1, 65_535);
        String folder = root.optional("folder")
                .text("/?([\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*/?)*", "a path of letters, digits, dots, dashes and /")
                .orElse("/");
        Optional<String> username = root.required("username").text(CREDENTIAL, CREDENTIAL_FORM);
        Optional<Login> login = login(root, protocol.orElse(Protocol.SFTP));
        Optional<Path> knownHosts = knownHosts(root, protocol);
        return protocol.isEmpty() || host.isEmpty() || username.isEmpty() || login.isEmpty()
                ? Optional.empty()
                : Optional.of(new Server(
                        protocol.get(),
                        host.get(),
                        port.orElse(protocol.get().defaultPort()),
                        folder.replaceAll("/+", "/").replaceAll("^/|/$", ""),
                        username.get(),
                        login.get(),
                        knownHosts));
    }

    private static Optional<Login> login(ConfigSection root, Protocol protocol) {
        ConfigField password = root.optional("password");
        ConfigField privateKey = root.optional("privateKey");
        if (password.isPresent() == privateKey.isPresent()) {
            root.problem("must have either a password or a privateKey");
        }
        if (privateKey.isPresent() && protocol == Protocol.FTP) {
            privateKey.problem("is for sftp only");
        }
        Optional<Login> byPassword =
                password.secret(CREDENTIAL, CREDENTIAL_FORM).map(Login.Password::new);
        return byPassword.or(() -> privateKey
                .secret(
                        "(?s)\\s*-----BEGIN .*PRIVATE KEY-----.*",
                        "a private key in PEM, as ssh-keygen -m PEM writes it")
                .map(Login.PrivateKey::new));
    }

    private static Optional<Path> knownHosts(ConfigSection root, Optional<Protocol> protocol) {
        if (protocol.filter(Protocol.SFTP::equals).isPresent()) {
            return root.required("knownHosts").file();
        }
        ConfigField field = root.optional("knownHosts");
        if (field.isPresent() && protocol.isPresent()) {
            field.problem("is for sftp only");
        }
        return Optional.empty();
    }

    private static Map<Column, String> headers(ConfigSection section) {
        Map<Column, String> headers = new EnumMap<>(Column.class);
        Map<String, Column> owners = new HashMap<>();
        for (Column column : Column.values()) {
            ConfigField field = section.optional(column.key());
            String header = field.text().map(String::strip).orElse(column.key());
            Column owner = owners.putIfAbsent(header, column);
            if (owner != null) {
                section.problem("must not call both " + owner.key() + " and " + column.key() + " " + header);
            }
            headers.put(column, header);
        }
        return headers;
    }

    private static Defaults defaults(ConfigSection section) {
        Optional<String> supplier = section.optional("supplier").text(ID, "a supplier's id");
        Optional<CancellationReason> reason = section.optional("reason").oneOf(reasons());
        Optional<Currency> currency = section.optional("currency").currency();
        ConfigField maxPenalty = section.optional("max_penalty");
        ConfigField anyPenalty = section.optional("accept_any_penalty");
        Optional<String> amount = maxPenalty.text("[0-9]{1,12}(\\.[0-9]{1,4})?", "an amount such as 100.00");
        boolean any = anyPenalty.flag().orElse(false);
        if (any && maxPenalty.isPresent()) {
            anyPenalty.problem("must not stand beside max_penalty");
        }
        Optional<Limit> limit = any ? Optional.of(new Limit.AnyPenalty()) : Optional.empty();
        if (amount.isPresent()) {
            limit = maxPenalty(maxPenalty, amount.get(), currency);
        }
        return new Defaults(supplier, reason, currency, limit);
    }

    private static Optional<Limit> maxPenalty(ConfigField field, String amount, Optional<Currency> currency) {
        if (currency.isEmpty()) {
            field.problem("needs a currency beside it");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Limit.MaxPenalty(Money.of(amount, currency.get().getCurrencyCode())));
        } catch (IllegalArgumentException e) {
            field.problem("is more exact or larger than " + currency.get() + " allows");
            return Optional.empty();
        }
    }

    private static Map<String, CancellationReason> reasons() {
        Map<String, CancellationReason> reasons = new HashMap<>();
        for (CancellationReason reason : CancellationReason.values()) {
            reasons.put(reason.name(), reason);
        }
        return reasons;
    }
}
