package dev.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short drill with the packaged programs, and the same against a gateway that does what most code does. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DrillIT {
    private static final Path DIST = Path.of("../target/dist").toAbsolutePath().normalize();

    @TempDir
    private Path home;

    private Path screen;

    @BeforeEach
    void link() throws IOException {
        screen = home.resolve("screen.txt");
        Files.createDirectories(home.resolve("target"));
        Files.createDirectories(home.resolve("gateway-core/target"));
        Files.createSymbolicLink(home.resolve("target/dist"), DIST);
        Files.createSymbolicLink(home.resolve("routes"), real("../routes"));
        Files.createSymbolicLink(home.resolve("gateway-core/target/test-classes"), real("target/test-classes"));
    }

    @AfterEach
    void unlink() throws IOException {
        Files.delete(home.resolve("target/dist"));
        Files.delete(home.resolve("routes"));
        Files.delete(home.resolve("gateway-core/target/test-classes"));
    }

    @Test
    void nothingIsLostAndNothingDoneTwiceUnderFire() throws Exception {
        int status = drill("--minutes", "0.5", "--gateways", "2", "--seed", "4");

        System.out.println(summary());
        assertThat(status).as(summary()).isZero();
        assertThat(screen).content().contains("Healed.", "Settled after", "lost 0, twice 0");
    }

    @Test
    void theDrillFindsOutAGatewayThatRepeatsWhatTimedOut() throws Exception {
        int status = drill("--minutes", "0.2", "--gateways", "1", "--seed", "1", "--naive");

        assertThat(status).as(summary()).isEqualTo(1);
        assertThat(screen).content().contains("INTENT_BEFORE_REQUEST").doesNotContain("twice 0");
    }

    private static Path real(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    private int drill(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                DIST.resolve("breakwater-sandbox-exec.jar").toString(),
                "drill"));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BREAKWATER_"));
        builder.environment().put("BREAKWATER_HOME", home.toString());
        Process drill = builder.start();
        try {
            return drill.waitFor();
        } finally {
            drill.destroy();
            drill.waitFor();
        }
    }

    /** What is left when the lines that tell how far it is are taken out. */
    private String summary() {
        try (Stream<String> lines = Files.lines(screen)) {
            return String.join(
                    "\n",
                    lines.filter(line -> !line.startsWith("Starting") && !line.startsWith("Under fire"))
                            .filter(line -> !line.startsWith("Settling"))
                            .toList());
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
