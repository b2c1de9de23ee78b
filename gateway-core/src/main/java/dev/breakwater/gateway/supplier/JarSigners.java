package dev.breakwater.gateway.supplier;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who signed a jar, by the JDK's own rules for signed jars. */
final class JarSigners {
    /** What the JDK itself leaves unsigned: the signatures, and the manifest, which they cover. */
    private static final Pattern UNSIGNED =
            Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]+\\.(SF|RSA|DSA|EC))", Pattern.CASE_INSENSITIVE);

    private JarSigners() {}

    /**
     * The certificates of those who signed all of it; none if nobody signed anything.
     *
     * @throws PluginException if it was changed after it was signed
     */
    static Set<Certificate> of(Path jar) throws PluginException {
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            Optional<Set<Certificate>> common = Optional.empty();
            Optional<JarEntry> unsigned = Optional.empty();
            boolean signed = false;
            for (JarEntry entry : contents(file)) {
                Set<Certificate> signers = signers(file, entry);
                signed |= !signers.isEmpty();
                unsigned = signers.isEmpty() ? Optional.of(entry) : unsigned;
                common = Optional.of(common.map(some -> both(some, signers)).orElse(signers));
            }
            if (signed && unsigned.isPresent()) {
                throw changed(unsigned.get(), "is not signed, although others are");
            }
            return common.orElse(Set.of());
        } catch (IOException | RuntimeException e) {
            throw new PluginException("it cannot be read: " + PluginException.describe(e));
        }
    }

    private static List<JarEntry> contents(JarFile file) {
        return file.stream()
                .filter(entry -> !entry.isDirectory())
                .filter(entry -> !UNSIGNED.matcher(entry.getName()).matches())
                .toList();
    }

    private static Set<Certificate> signers(JarFile file, JarEntry entry) throws IOException, PluginException {
        try (InputStream content = file.getInputStream(entry)) {
            content.transferTo(OutputStream.nullOutputStream());
        } catch (SecurityException e) {
            throw changed(entry, "does not fit the signature");
        }
        CodeSigner[] signers = entry.getCodeSigners();
        return signers == null
                ? Set.of()
                : Stream.of(signers)
                        .map(signer -> (Certificate)
                                signer.getSignerCertPath().getCertificates().get(0))
                        .collect(toSet());
    }

    private static Set<Certificate> both(Set<Certificate> some, Set<Certificate> others) {
        return some.stream().filter(others::contains).collect(toSet());
    }

    private static PluginException changed(JarEntry entry, String how) {
        return new PluginException("it was changed after it was signed: " + entry.getName() + " " + how);
    }
}
