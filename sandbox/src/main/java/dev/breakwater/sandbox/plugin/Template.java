package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The template under a new name.
 *
 * @param name the plugin's id, protocol and artifact
 * @param type what sort of suppliers it is for, for people
 */
record Template(String name, String type) {
    private static final Set<String> LEFT_BEHIND = Set.of("target", "var", "secrets", ".breakwater");

    Template {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || name.length() > 40) {
            throw new UsageException(
                    "NAME is small letters, digits and single dashes between them, such as blue-coach.");
        }
        if (name.contains("template")) {
            throw new UsageException("NAME cannot hold the word template, in whose place it is put.");
        }
        if (!SourceVersion.isName(packageOf(name))) {
            throw new UsageException(packageOf(name) + " cannot be the name of a Java package. Choose another NAME.");
        }
        if (!type.matches("[A-Za-z][A-Za-z0-9 -]{0,39}")) {
            throw new UsageException("TYPE is one or a few words, such as coach or tour-operator.");
        }
    }

    /** Writes all files of the template into a folder. */
    void copy(Path template, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(template)) {
            files = all.filter(Files::isRegularFile)
                    .map(template::relativize)
                    .filter(file -> Stream.iterate(file, path -> path != null, Path::getParent)
                            .noneMatch(path ->
                                    LEFT_BEHIND.contains(path.getFileName().toString())))
                    .toList();
        }
        for (Path file : files) {
            Path copy = folder.resolve(renamed(file.toString()));
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, renamed(Files.readString(template.resolve(file))));
        }
    }

    private String renamed(String text) {
        return text.replace("com/example/template", packageOf(name).replace('.', '/'))
                .replace("com.example.template", packageOf(name))
                .replace("Template", className())
                .replace("template", name)
                .replace("SUPPLIER-TYPE", type);
    }

    private String className() {
        return Arrays.stream(name.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String packageOf(String name) {
        return "com.example." + name.replace("-", "");
    }
}
