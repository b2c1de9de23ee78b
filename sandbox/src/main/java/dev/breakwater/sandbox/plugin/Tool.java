package dev.breakwater.sandbox.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs that do a part of the work. */
final class Tool {
    private Tool() {}

    /**
     * Runs Maven quietly; what it has to say appears on the screen.
     *
     * @throws IOException if it fails
     */
    static void maven(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q", "-Dstyle.color=never"));
        Stream.of(System.getenv().getOrDefault("BREAKWATER_MAVEN_ARGS", "").split("\\s+"))
                .filter(word -> !word.isEmpty())
                .forEach(command::add);
        command.addAll(List.of(arguments));
        Process maven =
                start(new ProcessBuilder(command).directory(folder.toFile()).inheritIO());
        if (maven.waitFor() != 0) {
            throw new IOException("mvn " + String.join(" ", arguments) + " has failed in " + folder + ".");
        }
    }

    /**
     * Runs a program of the JDK that runs this.
     *
     * @return what it said
     * @throws IOException if it fails, with what it said
     */
    static String jdk(String name, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = start(builder);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(name + " has failed: " + said.strip());
        }
        return said;
    }

    private static Process start(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new IOException(
                    builder.command().get(0) + " cannot be started. Maven 3.8 or later and a whole JDK are needed.",
                    missing);
        }
    }
}
