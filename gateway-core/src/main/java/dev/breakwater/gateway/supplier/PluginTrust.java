package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.config.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whose plugins are loaded. */
public final class PluginTrust {
    static final String SIGNERS = "plugin-signers";
    private static final int LARGEST = 100_000;

    private final Path signers;
    private final Path built;
    private final boolean unsignedToo;

    /**
     * @param config the folder of the configuration; its folder {@code plugin-signers} has the certificates of those who sign,
     *     {@code NAME.pem}
     * @param built the folder where the build of this gateway left the SHA-256 of each plugin it made, {@code JAR.sha256}
     * @param unsignedToo whether plugins that nobody signed, or nobody who is known here, are loaded too: for
     *     development
     */
    public PluginTrust(Path config, Path built, boolean unsignedToo) {
        this.signers = config.resolve(SIGNERS);
        this.built = requireNonNull(built, "built");
        this.unsignedToo = unsignedToo;
    }

    /** Whether plugins that nobody signed are loaded too. */
    public boolean unsignedToo() {
        return unsignedToo;
    }

    /** The files it depends on. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(list(signers, ".pem"));
        files.addAll(list(built, ".sha256"));
        return files;
    }

    /** What is trusted now. */
    Known read() throws IOException {
        Map<Certificate, String> names = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : list(signers, ".pem")) {
            String name = file.getFileName().toString();
            try (InputStream pem = Files.newInputStream(file)) {
                names.put(
                        CertificateFactory.getInstance("X.509").generateCertificate(pem),
                        name.substring(0, name.length() - ".pem".length()));
            } catch (CertificateException | IOException e) {
                problems.add(Problem.of(SIGNERS + "/" + name, "is not an X.509 certificate in PEM"));
            }
        }
        Set<String> hashes = new HashSet<>();
        for (Path file : list(built, ".sha256")) {
            if (Files.size(file) <= LARGEST) {
                hashes.add(Files.readString(file, ISO_8859_1).strip().split("\\s", 2)[0]);
            }
        }
        return new Known(names, hashes, unsignedToo, problems);
    }

    /** What is trusted at a moment. */
    record Known(Map<Certificate, String> names, Set<String> built, boolean unsignedToo, List<Problem> problems) {
        Known {
            names = Map.copyOf(names);
            built = Set.copyOf(built);
            problems = List.copyOf(problems);
        }

        /** Who vouches for a jar, for people; empty: nobody, or nobody who is trusted. */
        Optional<String> signer(Set<Certificate> signers, String sha256) {
            Optional<String> name = signers.stream()
                    .filter(names::containsKey)
                    .map(names::get)
                    .sorted()
                    .findFirst();
            return name.isPresent() || !built.contains(sha256) ? name : Optional.of("built with this gateway");
        }

        /** Why a jar is not loaded; empty if it is. */
        String whyNot(Set<Certificate> signers, String sha256) {
            if (signer(signers, sha256).isPresent() || unsignedToo) {
                return "";
            }
            return signers.isEmpty()
                    ? "it is not signed; sign it with breakwater plugin pack, or with jarsigner, by a key whose certificate is in "
                            + SIGNERS + "/"
                    : "it is signed, but by nobody whose certificate is in " + SIGNERS + "/";
        }
    }

    private static List<Path> list(Path folder, String extension) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(extension))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }
}
