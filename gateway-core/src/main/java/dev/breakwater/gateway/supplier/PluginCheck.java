package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.FileSystemUtils;

/**
 * What a gateway says about a plugin's jar, for those who make one.
 *
 * @param plugin what was loaded; empty exactly if it is refused
 * @param signer who signed it
 * @param refusal why it is refused, for people; else empty
 */
public record PluginCheck(Optional<LoadedPlugin> plugin, String signer, String refusal) {
    public PluginCheck {
        requireNonNull(plugin, "plugin");
        requireNonNull(signer, "signer");
        requireNonNull(refusal, "refusal");
    }

    /**
     * Inspects and loads a jar as a gateway does, but for that it has to be signed in any case.
     *
     * @param config the folder of a gateway's configuration, whose {@code plugin-signers} are trusted; empty: trust whoever
     *     signed
     * @throws IOException if there is no such jar, or no room for a copy
     */
    public static PluginCheck of(Path jar, Optional<Path> config) throws IOException {
        Path room = Files.createTempDirectory("breakwater-check");
        try {
            Path folder = Files.createDirectory(room.resolve("plugins"));
            Path copy = folder.resolve(jar.getFileName());
            Files.copy(jar, copy, StandardCopyOption.COPY_ATTRIBUTES);
            PluginTrust trust = new PluginTrust(config.orElse(room), room, config.isEmpty() && isSigned(copy));
            try (Plugins plugins = new Plugins(folder, room.resolve("staging"), trust, Suppliers.PATIENCE)) {
                return verdict(plugins.scan(), copy);
            }
        } finally {
            FileSystemUtils.deleteRecursively(room);
        }
    }

    /** What nobody signed is refused in any case, so nothing of it is run. */
    private static boolean isSigned(Path jar) {
        try {
            return !JarSigners.of(jar).isEmpty();
        } catch (PluginException changed) {
            return false;
        }
    }

    private static PluginCheck verdict(PluginSet set, Path jar) {
        if (set.loaded().isEmpty()) {
            String reason =
                    set.quarantined().stream().map(QuarantinedPlugin::reason).collect(joining("; "));
            return refused(reason.isEmpty() ? "its name does not end in .jar" : reason);
        }
        LoadedPlugin plugin = set.loaded().get(0).plugin();
        try {
            Set<Certificate> signers = JarSigners.of(jar);
            return signers.isEmpty()
                    ? refused("it is not signed; sign it with breakwater plugin pack, or with jarsigner")
                    : new PluginCheck(
                            Optional.of(plugin),
                            Optional.ofNullable(set.signers().get(plugin.sha256()))
                                    .orElseGet(() -> subjects(signers)),
                            "");
        } catch (PluginException e) {
            return refused(e.getMessage());
        }
    }

    private static PluginCheck refused(String reason) {
        return new PluginCheck(Optional.empty(), "", reason);
    }

    private static String subjects(Set<Certificate> signers) {
        return signers.stream()
                .map(signer -> signer instanceof X509Certificate certificate
                        ? certificate.getSubjectX500Principal().getName()
                        : signer.getType())
                .sorted()
                .collect(joining(", "));
    }
}
