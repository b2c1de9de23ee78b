package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.PluginApi;
import dev.breakwater.plugin.SupplierPlugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A plugin's jar, compiled from source by the test that needs it: a good one unless told otherwise. */
public final class PluginJar {
    private final Map<String, String> manifest = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<String> withoutClasses = new ArrayList<>();

    private PluginJar() {}

    public static PluginJar of(String id, String version) {
        return new PluginJar()
                .manifest("Plugin-Id", id)
                .manifest("Plugin-Version", version)
                .manifest("Plugin-Requires", "1")
                .service("sample.SamplePlugin")
                .source("sample.SamplePlugin", PLUGIN)
                .source("sample.SampleProtocol", PROTOCOL);
    }

    /** @param value null takes the entry away */
    public PluginJar manifest(String name, String value) {
        if (value == null) {
            manifest.remove(name);
        } else {
            manifest.put(name, value);
        }
        return this;
    }

    public PluginJar service(String content) {
        return entry("META-INF/services/" + SupplierPlugin.class.getName(), content);
    }

    public PluginJar entry(String name, String content) {
        entries.put(name, content.getBytes(UTF_8));
        return this;
    }

    public PluginJar withoutEntry(String name) {
        entries.remove(name);
        return this;
    }

    public PluginJar source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** The good plugin with other words in its source. */
    public PluginJar replace(String className, String words, String others) {
        String source = sources.get(className);
        if (!source.contains(words)) {
            throw new IllegalArgumentException(words);
        }
        return source(className, source.replace(words, others));
    }

    /** Compiled against, but not in the jar. */
    public PluginJar withoutClass(String className) {
        withoutClasses.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** Writes the jar beside its place and moves it there. */
    public Path write(Path jar) {
        try {
            Files.createDirectories(jar.getParent());
            Path draft = Files.createTempFile("plugin", ".draft");
            try (OutputStream out = Files.newOutputStream(draft);
                    JarOutputStream jarOut =
                            manifest.isEmpty() ? new JarOutputStream(out) : new JarOutputStream(out, manifest())) {
                for (Map.Entry<String, byte[]> entry : contents().entrySet()) {
                    jarOut.putNextEntry(new JarEntry(entry.getKey()));
                    jarOut.write(entry.getValue());
                }
            }
            return Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest manifest() {
        Manifest written = new Manifest();
        written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> written.getMainAttributes().putValue(name, value));
        return written;
    }

    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>(entries);
        Path classes = compile();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.put(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        withoutClasses.forEach(contents::remove);
        return contents;
    }

    private Path compile() throws IOException {
        Path folder = Files.createTempDirectory("plugin-source");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", pluginApi(), "-proc:none");
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException(said.toString());
            }
        }
        return classes;
    }

    private static String pluginApi() {
        try {
            return Path.of(PluginApi.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String PLUGIN = """
            package sample;

            import dev.breakwater.plugin.*;
            import java.util.*;

            public class SamplePlugin implements SupplierPlugin {
                public SamplePlugin() {}

                @Override
                public PluginInfo info() {
                    return new PluginInfo("a sample", List.of(new ProtocolInfo(
                            "sample", "sample 1", Set.of(), Set.of(),
                            List.of(new Setting("reseller", false, "who sells"), new Setting("broken", false, "throws")),
                            List.of())));
                }

                @Override
                public SupplierProtocol open(SupplierSettings settings) {
                    if (settings.value("reseller").equals(Optional.of("wrong"))) {
                        throw new SettingsException(List.of("reseller must be a code", "reseller must be known"));
                    }
                    settings.value("broken").ifPresent(text -> { throw new IllegalStateException(text); });
                    return new SampleProtocol();
                }
            }
            """;

    /** Its canonical form of "WHAT:ARGUMENT" tells how the world looks from inside. */
    private static final String PROTOCOL = """
            package sample;

            import dev.breakwater.plugin.*;
            import java.util.*;

            final class SampleProtocol implements SupplierProtocol {
                @Override
                public Step<QuoteResult> quote(QuoteOrder order) {
                    return Step.ask(WireRequest.get("/one", Map.of()), one ->
                            Step.ask(WireRequest.get("/" + world(), Map.of()), two ->
                                    Step.answer(new QuoteResult.Unknown(new SupplierWord(world(), two.text())))));
                }

                @Override
                public Step<CancelResult> cancel(UnitOrder order) {
                    throw new NoClassDefFoundError("some/where/Else");
                }

                @Override
                public Step<LookupResult> lookup(LookupOrder order) {
                    return null;
                }

                @Override
                public BookingKey canonical(BookingReference reference) {
                    String[] words = reference.reference().split(":", 2);
                    return new BookingKey(switch (words[0]) {
                        case "class" -> find(words[1]);
                        case "resource" -> String.valueOf(Thread.currentThread().getContextClassLoader().getResource(words[1]));
                        case "world" -> world();
                        case "loader" -> getClass().getClassLoader().getClass().getSimpleName();
                        default -> throw new IllegalArgumentException("not a reference");
                    });
                }

                private static String world() {
                    ClassLoader own = SampleProtocol.class.getClassLoader();
                    return Thread.currentThread().getContextClassLoader() == own ? "inside" : "outside";
                }

                private static String find(String name) {
                    try {
                        return Class.forName(name) == null ? "" : "found";
                    } catch (ClassNotFoundException e) {
                        return "ClassNotFoundException";
                    }
                }
            }
            """;
}
