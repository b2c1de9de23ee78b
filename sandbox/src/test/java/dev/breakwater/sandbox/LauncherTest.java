package dev.breakwater.sandbox;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a clone that is not built, where {@code mvn} and {@code java} only say that they were called. */
@Timeout(30)
class LauncherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-version*) echo '    java.specification.version = 17' >&2 ;;
                *) echo "started $*" ;;
            esac
            """;

    /** Builds when the test lets it. */
    private static final String MAVEN = """
            #!/bin/sh
            echo begin >>"$BREAKWATER_HOME/builds"
            until [ -e "$BREAKWATER_HOME/go" ]; do sleep 0.05; done
            mkdir -p "$BREAKWATER_HOME/target/dist"
            for jar in gateway sandbox subjects; do
                touch "$BREAKWATER_HOME/target/dist/breakwater-$jar-exec.jar"
            done
            echo end >>"$BREAKWATER_HOME/builds"
            """;

    @TempDir
    private Path room;

    private Path clone;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void putALauncherIntoAClone() throws IOException {
        clone = Files.createDirectory(room.resolve("clone"));
        Files.copy(Path.of("..", "breakwater"), clone.resolve("breakwater"));
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.createDirectory(room.resolve("bin"));
        program("java", JAVA);
        program("mvn", MAVEN);
    }

    private void program(String name, String script) throws IOException {
        Path file = room.resolve("bin").resolve(name);
        Files.createFile(file, asFileAttribute(fromString("rwxr-xr-x")));
        Files.writeString(file, script);
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void twoLaunchersInAnUnbuiltCloneBuildOnceAndBothStart() throws Exception {
        Process first = launch("first", "run");
        await().atMost(PATIENCE).until(() -> builds().equals("begin\n"));
        Process second = launch("second", "run");
        await().atMost(PATIENCE).until(() -> said("second").contains("Another build is running; waiting ..."));
        Files.createFile(clone.resolve("go"));

        assertThat(statusOf(first)).isZero();
        assertThat(statusOf(second)).isZero();
        assertThat(builds()).isEqualTo("begin\nend\n");
        assertThat(said("first")).contains("Building").contains("started").doesNotContain("Another build");
        assertThat(said("second")).contains("started").doesNotContain("Building");
        assertThat(clone.resolve("var/build.lock")).doesNotExist();
    }

    @Test
    void aLauncherTakesTheLockOfADeadOneOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        statusOf(dead);
        Path lock = Files.createDirectories(clone.resolve("var/build.lock"));
        Files.writeString(lock.resolve("owner"), dead.pid() + "\n");
        Files.createFile(clone.resolve("go"));

        assertThat(statusOf(launch("heir", "build"))).isZero();
        assertThat(said("heir")).contains("Building").contains("Built").doesNotContain("Another build");
        assertThat(builds()).isEqualTo("begin\nend\n");
        assertThat(lock).doesNotExist();
    }

    private Process launch(String name, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", clone.resolve("breakwater").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(room.resolve(name).toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", room.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int statusOf(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String said(String name) throws IOException {
        return Files.readString(room.resolve(name));
    }

    private String builds() throws IOException {
        Path builds = clone.resolve("builds");
        return Files.exists(builds) ? Files.readString(builds) : "";
    }
}
