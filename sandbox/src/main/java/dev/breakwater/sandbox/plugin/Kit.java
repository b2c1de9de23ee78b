package dev.breakwater.sandbox.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plugin is built and tested with, as a small Maven repository inside of the plugin's folder: it builds anywhere, and
 * nothing has to be installed. Its version tells its content, so that Maven never takes an old one out of its cache.
 */
final class Kit {
    private static final String GROUP = "dev/breakwater";
    private static final Pattern VERSION = Pattern.compile("(<breakwater\\.version>)([^<]*)(</breakwater\\.version>)");
    private static final Pattern JAR = Pattern.compile("(.+)-([0-9]+\\.[0-9]+\\.[0-9]+)(-SNAPSHOT)?\\.jar");

    private final List<Module> modules;
    private final String version;

    /** @param needs other modules of the kit */
    private record Module(String name, Path jar, List<String> needs) {}

    private Kit(List<Module> modules, String version) {
        this.modules = modules;
        this.version = version;
    }

    /** @param home where Breakwater was built */
    static Kit of(Path home) throws IOException {
        List<Module> modules = List.of(
                module(home, "plugin-api", List.of()),
                module(home, "conversation", List.of("plugin-api")),
                module(home, "plugin-testkit", List.of("plugin-api", "conversation")));
        Matcher name = JAR.matcher(modules.get(0).jar().getFileName().toString());
        if (!name.matches()) {
            throw new IOException("not a jar of this build: " + modules.get(0).jar());
        }
        return new Kit(modules, name.group(2) + "-" + hash(modules));
    }

    String version() {
        return version;
    }

    /** Brings a plugin's folder up to date; whether it was not. A project that does not use the repository is left alone. */
    boolean refresh(Path folder) throws IOException {
        Path pom = folder.resolve("pom.xml");
        String text = Files.readString(pom);
        Matcher used = VERSION.matcher(text);
        if (!used.find()) {
            return false;
        }
        Path repository = folder.resolve(".breakwater/repository");
        if (used.group(2).equals(version) && Files.exists(file(repository, modules.get(2), "pom"))) {
            return false;
        }
        clear(repository);
        for (Module module : modules) {
            Path jar = file(repository, module, "jar");
            Files.createDirectories(jar.getParent());
            Files.copy(module.jar(), jar, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(file(repository, module, "pom"), pom(module));
        }
        Files.writeString(pom, used.replaceFirst("$1" + version + "$3"));
        return true;
    }

    private Path file(Path repository, Module module, String type) {
        return repository
                .resolve(GROUP)
                .resolve(module.name())
                .resolve(version)
                .resolve(module.name() + "-" + version + "." + type);
    }

    private String pom(Module module) {
        String dependencies = module.needs().stream()
                .map(need -> """
                    <dependency>
                      <groupId>dev.breakwater</groupId>
                      <artifactId>%s</artifactId>
                      <version>%s</version>
                    </dependency>
                """.formatted(need, version))
                .collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.breakwater</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <dependencies>
                %s  </dependencies>
                </project>
                """.formatted(module.name(), version, dependencies);
    }

    private static Module module(Path home, String name, List<String> needs) throws IOException {
        Path target = home.resolve("plugins").resolve(name).resolve("target");
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                files.filter(file -> JAR.matcher(file.getFileName().toString()).matches())
                        .forEach(jars::add);
            }
        }
        if (jars.size() != 1) {
            throw new IOException("there should be one jar of " + name + " in " + target + "; run: breakwater build");
        }
        return new Module(name, jars.get(0), needs);
    }

    /** Of the classes and resources; when they were packed does not matter. */
    private static String hash(List<Module> modules) throws IOException {
        TreeMap<String, Long> contents = new TreeMap<>();
        for (Module module : modules) {
            try (JarFile jar = new JarFile(module.jar().toFile(), false)) {
                jar.stream()
                        .filter(entry -> !entry.isDirectory())
                        .filter(entry -> !entry.getName().startsWith("META-INF/"))
                        .forEach(entry -> contents.put(module.name() + "/" + entry.getName(), crc(entry)));
            }
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(contents.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private static long crc(JarEntry entry) {
        return entry.getCrc();
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
