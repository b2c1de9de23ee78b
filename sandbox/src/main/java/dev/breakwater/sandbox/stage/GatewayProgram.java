package dev.breakwater.sandbox.stage;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The gateway's program as the launcher built it.
 *
 * @param home the folder that has {@code target/dist} and {@code routes}
 * @param start what of the JVM's command line names the program
 */
public record GatewayProgram(Path home, List<String> start) {
    private static final String MAIN = "dev.breakwater.gateway.Main";

    public GatewayProgram {
        Objects.requireNonNull(home, "home");
        start = List.copyOf(start);
    }

    public static GatewayProgram packaged(Path home) {
        return new GatewayProgram(home, List.of("-jar", jar(home).toString()));
    }

    /**
     * The same program with other classes before its own.
     *
     * @param classes a folder
     * @param source a class of bean definitions that take the place of its own
     */
    public static GatewayProgram altered(Path home, Path classes, String source) {
        return new GatewayProgram(
                home,
                List.of(
                        "-Dspring.main.allow-bean-definition-overriding=true",
                        "-Dspring.main.sources=" + source,
                        "-cp",
                        classes + File.pathSeparator + jar(home),
                        MAIN));
    }

    private static Path jar(Path home) {
        return home.resolve("target/dist/breakwater-gateway-exec.jar");
    }

    /**
     * A process to start. None of this process's settings for a gateway reach it.
     *
     * @param mark by which it is known as ours
     * @param flags for its JVM, beside the launcher's
     */
    ProcessBuilder run(String mark, List<String> flags, String... arguments) {
        List<String> words = command(mark, flags, arguments);
        ProcessBuilder builder = new ProcessBuilder(words).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("BREAKWATER_"));
        environment.put("BREAKWATER_HOME", home.toString());
        return builder;
    }

    /** The command line of a process. */
    public List<String> command(String mark, List<String> flags, String... arguments) {
        Map<String, String> environment = System.getenv();
        List<String> words = new ArrayList<>();
        words.add(environment.getOrDefault(
                "BREAKWATER_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Stream.of(environment.getOrDefault("BREAKWATER_JVM_FLAGS", "").split("\\s+"))
                .filter(flag -> !flag.isEmpty())
                .forEach(words::add);
        words.add(mark);
        words.addAll(flags);
        words.addAll(start);
        words.addAll(List.of(arguments));
        return words;
    }
}
