package dev.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged programs as a user starts them: the gateway is killed in the middle of the load and started again. */
class DemoIT {
    private static final Path DIST = Path.of("../target/dist").toAbsolutePath().normalize();

    /** These processes do not live long enough for the second compiler. */
    private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

    @TempDir
    private Path home;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void nothingIsLostAndNothingDoneTwiceWhenTheGatewayIsKilledInTheMiddle() throws Exception {
        Path screen = home.resolve("screen.txt");
        Process demo = demo(screen);
        try {
            assertThat(demo.waitFor()).as(() -> read(screen)).isZero();
        } finally {
            demo.destroy();
            demo.waitFor();
            Files.delete(home.resolve("target/dist"));
            Files.delete(home.resolve("routes"));
        }
        assertThat(screen).content().contains("kill -9", "Settled after", "lost 0, twice 0");
        assertThat(ProcessHandle.allProcesses().filter(this::isOfTheDemo)).isEmpty();
    }

    private Process demo(Path screen) throws IOException {
        Files.createDirectories(home.resolve("target"));
        Files.createSymbolicLink(home.resolve("target/dist"), DIST);
        Files.createSymbolicLink(
                home.resolve("routes"), Path.of("../routes").toAbsolutePath().normalize());
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        C1_ONLY,
                        "-jar",
                        DIST.resolve("breakwater-sandbox-exec.jar").toString(),
                        "demo",
                        "--kill",
                        "--exit"))
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_"));
        builder.environment().put("BREAKWATER_HOME", home.toString());
        builder.environment().put("BREAKWATER_JVM_FLAGS", C1_ONLY);
        return builder.start();
    }

    private boolean isOfTheDemo(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(home.toString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
