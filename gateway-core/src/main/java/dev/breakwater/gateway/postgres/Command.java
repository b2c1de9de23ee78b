package dev.breakwater.gateway.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A short-lived program of the operating system, run to its end. */
final class Command {
    private final List<String> words;
    private Path folder = Path.of("/");

    private Command(List<String> words) {
        this.words = List.copyOf(words);
    }

    /**
     * How it ended.
     *
     * @param status 0 for success; 127 when there is no such program
     * @param output standard output and error, together
     */
    record Ended(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    Command in(Path workingFolder) {
        folder = workingFolder;
        return this;
    }

    Ended run() {
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true);
            neutralize(builder.environment());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(awaitEnd(process), output.strip());
        } catch (IOException e) {
            return new Ended(127, e.getMessage());
        }
    }

    /** Not cut short by an interrupt: the program is about to end, and a stop must reach the server even then. */
    private static int awaitEnd(Process process) {
        boolean interrupted = false;
        while (true) {
            try {
                int status = process.waitFor();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return status;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Nothing of the user's own PostgreSQL or language may seep in. */
    static void neutralize(Map<String, String> environment) {
        List<String> foreign = new ArrayList<>(environment.keySet());
        foreign.removeIf(name -> !name.startsWith("PG") && !name.startsWith("LC_") && !name.equals("LANGUAGE"));
        environment.keySet().removeAll(foreign);
        environment.put("LC_ALL", "C");
    }
}
