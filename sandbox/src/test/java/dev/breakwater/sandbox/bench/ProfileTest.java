package dev.breakwater.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    @TempDir
    private Path folder;

    @Test
    void threadsThatDifferInNumbersAreOfOneKind() {
        assertThat(Profile.kind("http-nio-127.0.0.1-8080-exec-12"))
                .isEqualTo(Profile.kind("http-nio-127.0.0.1-9090-exec-3"));
    }

    @Test
    void aRoomOfTheGatewayIsAPartAndTheJdkIsNone() {
        assertThat(Profile.part("dev.breakwater.gateway.dispatch.Run")).contains("room dispatch");
        assertThat(Profile.part("com.hazelcast.map.IMap")).contains("Hazelcast");
        assertThat(Profile.part("java.lang.String")).isEmpty();
    }

    @Test
    void aRecordingWithoutSamplesIsNoMistake() throws Exception {
        Path file = folder.resolve("one.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample");
            recording.start();
            recording.stop();
            recording.dump(file);
        }

        assertThat(Profile.of(file, Instant.EPOCH).markdown())
                .contains("(0 of them")
                .contains("| thread | share |");
    }
}
