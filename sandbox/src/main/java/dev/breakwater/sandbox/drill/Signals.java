package dev.breakwater.sandbox.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts processes to sleep and wakes them. */
final class Signals {

    private Signals() {}

    static void stop(long pid) throws IOException, InterruptedException {
        send("STOP", pid);
    }

    static void goOn(long pid) throws IOException, InterruptedException {
        send("CONT", pid);
    }

    /** Whether it has been put to sleep, by whomever. Known on Linux only; elsewhere nobody sleeps. */
    static boolean isStopped(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (Files.notExists(stat)) {
            return false;
        }
        try {
            String text = Files.readString(stat);
            return text.startsWith("T", text.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return false;
        }
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
