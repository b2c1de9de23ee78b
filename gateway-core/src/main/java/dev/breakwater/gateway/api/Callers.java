package dev.breakwater.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.breakwater.gateway.api.Caller.Role;
import dev.breakwater.gateway.config.ConfigField;
import dev.breakwater.gateway.config.ConfigFile;
import dev.breakwater.gateway.config.ConfigSection;
import dev.breakwater.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who may call, from {@code callers.yaml} and the files it refers to. A changed file takes effect within a second or two;
 * one that has become wrong or is gone leaves everything as it was. While there has never been such a file, one generated key
 * makes an operator.
 */
public final class Callers {
    private static final Logger log = LoggerFactory.getLogger(Callers.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int KEY_BYTES = 24;
    private static final String GENERATED_ID = "operator";

    private final Path folder;
    private final Path file;
    private final LongSupplier nanos;
    private final Optional<String> generatedKey;
    private volatile State state;
    private volatile long lookedAt;

    /** @param key the SHA-256 of the key */
    private record Entry(byte[] key, Caller caller) {}

    /** @param stamps of the file and of those it refers to, from before they were read */
    private record State(Map<Path, Stamp> stamps, List<Entry> entries, List<Problem> problems) {}

    private record Stamp(FileTime modified, long size, Object fileKey) {
        static final Stamp NOT_THERE = new Stamp(FileTime.fromMillis(0), -1, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return NOT_THERE;
            }
        }

        static Map<Path, Stamp> of(Set<Path> files) {
            return files.stream().collect(toMap(file -> file, Stamp::of));
        }
    }

    private Callers(Path folder, LongSupplier nanos) {
        this.folder = requireNonNull(folder, "folder");
        this.file = folder.resolve("callers.yaml");
        this.nanos = nanos;
        if (Stamp.of(file).equals(Stamp.NOT_THERE)) {
            String key = newKey();
            this.generatedKey = Optional.of(key);
            this.state = new State(
                    Map.of(file, Stamp.NOT_THERE),
                    List.of(new Entry(sha256(key), new Caller(GENERATED_ID, Role.OPERATOR))),
                    List.of());
        } else {
            this.generatedKey = Optional.empty();
            this.state = read(Set.of(file), List.of());
        }
        this.lookedAt = nanos.getAsLong();
    }

    /**
     * Reads {@code callers.yaml} in the folder of the configuration. If it is wrong, nobody may call until it is right.
     *
     * @see #problems()
     */
    public static Callers open(Path configFolder) {
        return open(configFolder, System::nanoTime);
    }

    static Callers open(Path configFolder, LongSupplier nanos) {
        return new Callers(configFolder, nanos);
    }

    /** The key of the one operator there is without {@code callers.yaml}; to be shown once to whoever starts the gateway. */
    public Optional<String> generatedKey() {
        return generatedKey;
    }

    /** What is wrong with the file now. */
    public List<Problem> problems() {
        return state.problems;
    }

    /** Whose key this is. Takes the same time for every key that is wrong. */
    Optional<Caller> find(String key) {
        look();
        byte[] hash = sha256(key);
        Caller found = null;
        for (Entry entry : state.entries) {
            if (MessageDigest.isEqual(entry.key, hash)) {
                found = entry.caller;
            }
        }
        return Optional.ofNullable(found);
    }

    private void look() {
        long now = nanos.getAsLong();
        if (now - lookedAt >= BETWEEN_LOOKS.toNanos()) {
            lookAgain(now);
        }
    }

    private synchronized void lookAgain(long now) {
        if (now - lookedAt < BETWEEN_LOOKS.toNanos()) {
            return;
        }
        State before = state;
        Map<Path, Stamp> stamps = Stamp.of(before.stamps.keySet());
        if (!stamps.equals(before.stamps)) {
            if (stamps.get(file).equals(Stamp.NOT_THERE)) {
                log.warn("{} is gone; those who could call still can", file);
                state = new State(stamps, before.entries, before.problems);
            } else {
                state = read(stamps.keySet(), before.entries);
            }
        }
        lookedAt = now;
    }

    /** @param files the file and those it refers to, as far as they are known */
    private State read(Set<Path> files, List<Entry> before) {
        Map<Path, Stamp> stamps = Stamp.of(files);
        ConfigFile config = ConfigFile.read(file, folder, System::getenv);
        List<Entry> entries = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        Map<String, Role> roles = new HashMap<>();
        for (ConfigField element : config.root().required("callers").elements()) {
            ConfigSection section = element.section();
            Optional<String> id =
                    section.required("id").text("[A-Za-z0-9][A-Za-z0-9-]{0,63}", "1 to 64 letters, digits and dashes");
            Optional<Role> role = section.required("role").oneOf(Role.class);
            Optional<String> hash = section.required("sha256")
                    .secret("[0-9a-fA-F]{64}", "the SHA-256 of the key, as 64 hexadecimal digits");
            if (id.isPresent() && role.isPresent() && hash.isPresent()) {
                if (!hashes.add(hash.get().toLowerCase(Locale.ROOT))) {
                    section.problem("has the same key as an earlier one");
                }
                if (roles.putIfAbsent(id.get(), role.get()) == null || roles.get(id.get()) == role.get()) {
                    entries.add(new Entry(HexFormat.of().parseHex(hash.get()), new Caller(id.get(), role.get())));
                } else {
                    section.problem("has another role than the same id has above");
                }
            }
        }
        Set<Path> needed = new HashSet<>(config.referencedFiles());
        needed.add(file);
        if (!needed.equals(files)) {
            return read(needed, before);
        }
        Optional<List<Entry>> read = config.finish(() -> List.copyOf(entries));
        config.problems().forEach(problem -> log.error("{}", problem));
        read.ifPresent(all -> log.info("{} keys of callers read from {}", all.size(), file));
        return new State(stamps, read.orElse(before), config.problems());
    }

    private static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
