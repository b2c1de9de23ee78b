package dev.breakwater.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves {@code ${env:NAME}} and {@code ${file:path}}. What they resolve to is not resolved again. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final int LARGEST_FILE = 100_000;

    private final Path folder;
    private final Function<String, String> env;
    private final Set<Path> files = new LinkedHashSet<>();

    References(Path folder, Function<String, String> env) {
        this.folder = requireNonNull(folder, "folder");
        this.env = env;
    }

    static boolean isReference(String text) {
        return text.contains("${");
    }

    Optional<String> resolve(String text, Consumer<String> problem) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            problem.accept("must be one reference ${env:NAME} or ${file:path} and nothing beside it");
            return Optional.empty();
        }
        String target = matcher.group(2).strip();
        return matcher.group(1).equals("env") ? variable(target, problem) : file(target, problem);
    }

    Set<Path> files() {
        return Set.copyOf(files);
    }

    private Optional<String> variable(String name, Consumer<String> problem) {
        String value = env.apply(name);
        if (value == null || value.isBlank()) {
            problem.accept("refers to the environment variable " + name + ", which is "
                    + (value == null ? "not set" : "empty"));
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** The file of this name, if there is one. */
    Optional<Path> existing(String name, Consumer<String> problem) {
        try {
            Path file = folder.resolve(name);
            files.add(file);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
            problem.accept("refers to the file " + name + ", which is not there");
        } catch (InvalidPathException e) {
            problem.accept("refers to a file by a name that no file can have");
        }
        return Optional.empty();
    }

    private Optional<String> file(String name, Consumer<String> problem) {
        return existing(name, problem).flatMap(file -> content(file, name, problem));
    }

    private static Optional<String> content(Path file, String name, Consumer<String> problem) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                problem.accept("refers to the file " + name + ", which is larger than " + LARGEST_FILE + " bytes");
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String value = UTF_8.newDecoder().decode(bytes).toString().replaceFirst("\\R\\z", "");
            if (value.isBlank()) {
                problem.accept("refers to the file " + name + ", which is empty");
                return Optional.empty();
            }
            return Optional.of(value);
        } catch (IOException e) {
            problem.accept("refers to the file " + name + ", which cannot be read as UTF-8 text");
            return Optional.empty();
        }
    }
}
