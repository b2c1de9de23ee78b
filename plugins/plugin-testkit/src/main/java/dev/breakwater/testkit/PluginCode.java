package dev.breakwater.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The classes of a plugin, followed from one to the next as far as they are its own and not a library's. */
public final class PluginCode {
    private static final String SERVICE = "META-INF/services/dev.breakwater.plugin.SupplierPlugin";

    private PluginCode() {}

    /**
     * What a plugin's jar uses that a plugin must not use, one sentence each; rule {@code pure-code}. Its own classes are those
     * in the package of the plugin class, and below.
     *
     * @throws IOException if it cannot be read, or names no plugin class
     */
    public static List<String> problems(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            String plugin = pluginClass(file);
            String home = plugin.substring(0, plugin.lastIndexOf('.') + 1);
            return problems(List.of(plugin), name -> name.startsWith(home) ? load(file, name) : Optional.empty());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** @param own the class of this name, if it is the plugin's own */
    static List<String> problems(Collection<String> start, Function<String, Optional<ClassFile>> own) {
        Deque<String> waiting = new ArrayDeque<>(start);
        Set<String> seen = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            if (seen.add(name)) {
                own.apply(name).ifPresent(code -> {
                    problems.addAll(ForbiddenCode.in(code));
                    waiting.addAll(code.parents());
                    code.members().forEach(member -> waiting.add(member.owner()));
                });
            }
        }
        return problems;
    }

    private static String pluginClass(JarFile jar) throws IOException {
        ZipEntry service = jar.getEntry(SERVICE);
        if (service == null) {
            throw new IOException("it names no plugin class: " + SERVICE + " is missing");
        }
        try (InputStream in = jar.getInputStream(service)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new IOException("it names no plugin class: " + SERVICE + " is empty"));
        }
    }

    private static Optional<ClassFile> load(JarFile jar, String name) {
        ZipEntry entry = jar.getEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return Optional.of(ClassFile.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
