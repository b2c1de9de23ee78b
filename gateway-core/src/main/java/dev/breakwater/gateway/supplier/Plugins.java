package dev.breakwater.gateway.supplier;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The folder of plugins. A jar is known by its content: it is inspected, staged and loaded once, wherever it moves. A jar that
 * breaks a rule is quarantined and disturbs nobody else.
 */
final class Plugins implements AutoCloseable {
    private static final long LARGEST_JAR = 100_000_000;

    private final Path folder;
    private final PluginTrust trust;
    private final Duration patience;
    private final StagingFolder staging;
    private final IsolatedPluginManager manager;
    private final List<WeakReference<PluginHandle>> leaving = new CopyOnWriteArrayList<>();
    private final Map<String, Content> contents = new HashMap<>();

    /** One content of a jar, and what became of it. */
    private static final class Content {
        private Optional<StagedJar> staged = Optional.empty();
        private Optional<PluginHandle> handle = Optional.empty();
        private Set<Certificate> signers = Set.of();
        private String claimedId = "";
        private String flaw = "";
        private String distrust = "";
        private String clash = "";

        private void load(IsolatedPluginManager manager, Duration patience) {
            if (staged.isEmpty() || handle.isPresent() || !whyNot().isEmpty()) {
                return;
            }
            try {
                handle = Optional.of(PluginHandle.load(manager, staged.get(), patience));
            } catch (PluginException e) {
                flaw = e.getMessage();
            }
        }

        private boolean isUsable() {
            return handle.isPresent() && distrust.isEmpty() && clash.isEmpty();
        }

        private String whyNot() {
            return !flaw.isEmpty() ? flaw : !distrust.isEmpty() ? distrust : clash;
        }
    }

    /** @param patience how long a call that sets a plugin up may take; a plugin that takes longer is quarantined */
    Plugins(Path folder, Path staging, PluginTrust trust, Duration patience) {
        this.trust = trust;
        this.patience = patience;
        this.folder = folder;
        this.staging = StagingFolder.open(staging);
        this.manager = new IsolatedPluginManager(this.staging.path());
    }

    /** The jars in a folder, by name; none if there is no such folder. */
    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    /**
     * Looks at the folder as it is now.
     *
     * @throws IOException if a folder cannot be listed; nothing has changed then
     */
    synchronized PluginSet scan() throws IOException {
        PluginTrust.Known known = trust.read();
        List<QuarantinedPlugin> quarantined = new ArrayList<>();
        Map<String, String> copies = new HashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        for (Path jar : jars(folder)) {
            String name = jar.getFileName().toString();
            try {
                String first = names.putIfAbsent(take(jar), name);
                if (first != null) {
                    copies.put(name, first);
                }
            } catch (IOException e) {
                quarantined.add(new QuarantinedPlugin(name, "", "it cannot be read: " + PluginException.describe(e)));
            }
        }
        contents.keySet().stream()
                .filter(hash -> !names.containsKey(hash))
                .toList()
                .forEach(this::forget);
        names.keySet().forEach(hash -> contents.get(hash).distrust = known.whyNot(contents.get(hash).signers, hash));
        markClashes(names);
        Map<String, String> signers = new HashMap<>();
        List<PluginHandle> loaded = new ArrayList<>();
        names.forEach((hash, name) -> {
            Content content = contents.get(hash);
            content.load(manager, patience);
            if (content.isUsable()) {
                loaded.add(content.handle.orElseThrow());
                known.signer(content.signers, hash).ifPresent(signer -> signers.put(hash, signer));
            } else {
                quarantined.add(new QuarantinedPlugin(name, content.claimedId, content.whyNot()));
            }
        });
        return new PluginSet(loaded, signers, quarantined, known.problems(), copies);
    }

    /** Two contents that claim to be the same version of the same plugin: nobody can tell which one is meant. */
    private void markClashes(Map<String, String> names) {
        Map<String, List<String>> jarsByPlugin = new HashMap<>();
        names.forEach((hash, name) -> Optional.of(contents.get(hash))
                .filter(content -> content.distrust.isEmpty())
                .flatMap(content -> content.staged)
                .ifPresent(jar -> jarsByPlugin
                        .computeIfAbsent(jar.manifest().key(), key -> new ArrayList<>())
                        .add(name)));
        names.forEach((hash, name) -> {
            Content content = contents.get(hash);
            String key = content.staged.map(jar -> jar.manifest().key()).orElse("");
            String others = jarsByPlugin.getOrDefault(key, List.of()).stream()
                    .filter(other -> !other.equals(name))
                    .collect(joining(" and "));
            content.clash = others.isEmpty()
                    ? ""
                    : "it is " + key + " like " + others + ", but differs in content; remove all but one";
        });
    }

    /** Those whose jars are gone, and that somebody still holds; or that the JVM has not got round to yet. */
    List<PluginHandle> leaving() {
        leaving.removeIf(handle -> handle.refersTo(null));
        return leaving.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }

    @Override
    public synchronized void close() {
        contents.values().forEach(content -> content.handle.ifPresent(PluginHandle::close));
        contents.clear();
        staging.close();
    }

    private String take(Path jar) throws IOException {
        if (Files.size(jar) > LARGEST_JAR) {
            throw new IOException("it is larger than " + LARGEST_JAR + " bytes");
        }
        String hash = sha256(jar);
        return contents.containsKey(hash) ? hash : stage(jar);
    }

    private String stage(Path jar) throws IOException {
        Path copy = staging.copy(jar);
        String hash = sha256(copy);
        if (contents.containsKey(hash)) {
            staging.delete(copy);
            return hash;
        }
        Content content = new Content();
        content.claimedId = PluginManifest.claimedId(copy);
        try {
            PluginManifest manifest = PluginManifest.inspect(copy);
            content.signers = JarSigners.of(copy);
            content.staged = Optional.of(new StagedJar(jar.getFileName().toString(), staging, copy, hash, manifest));
        } catch (PluginException e) {
            content.flaw = e.getMessage();
            staging.delete(copy);
        }
        contents.put(hash, content);
        return hash;
    }

    private void forget(String hash) {
        Content content = contents.remove(hash);
        content.handle.ifPresent(handle -> leaving.add(new WeakReference<>(handle)));
        if (content.handle.isEmpty()) {
            content.staged.ifPresent(jar -> staging.delete(jar.copy()));
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
