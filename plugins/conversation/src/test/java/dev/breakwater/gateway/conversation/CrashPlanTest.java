package dev.breakwater.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.gateway.conversation.CrashPlan.Fate;
import dev.breakwater.gateway.conversation.CrashPlan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashPlanTest {
    @Test
    void aPlanIsReadAsItIsWritten() {
        assertThat(CrashPlan.parse("AFTER_INTENT:37:halt,BEFORE_WRITE:12:stop").steps())
                .containsExactly(
                        new Step(CrashPoint.AFTER_INTENT, 37, Fate.HALT),
                        new Step(CrashPoint.BEFORE_WRITE, 12, Fate.STOP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AFTER_INTENT", "AFTER_INTENT:0:halt", "AFTER_LUNCH:1:halt", "AFTER_INTENT:1:weep"})
    void whatIsNoPlanIsRefused(String text) {
        assertThatThrownBy(() -> CrashPlan.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutThePropertyNothingIsArmed() {
        assertThat(CrashPoint.armed()).isFalse();
        CrashPoint.AFTER_INTENT.reach();
    }

    @Test
    void aProcessHaltsAtTheArrivalThatIsPlannedAndNotBefore() throws Exception {
        Process process = start("AFTER_INTENT:3:halt");

        assertThat(process.waitFor()).isEqualTo(137);
        assertThat(process.inputReader().lines()).containsExactly("BEFORE_WRITE 1", "AFTER_INTENT 1", "AFTER_INTENT 2");
    }

    @Test
    void aProcessThatWasStoppedGoesOnWhenItIsToldTo() throws Exception {
        Path stat;
        Process process = start("AFTER_INTENT:2:stop");
        try {
            stat = Path.of("/proc", Long.toString(process.pid()), "stat");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(stat).contains(") T "));
            assertThat(new ProcessBuilder("sh", "-c", "kill -CONT " + process.pid())
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(process.waitFor()).isZero();
            assertThat(process.inputReader().lines()).last().isEqualTo("AFTER_INTENT 3");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String plan) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + CrashPlan.PROPERTY + "=" + plan,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Walk.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Goes by some points. */
    static final class Walk {
        private Walk() {}

        public static void main(String[] arguments) {
            CrashPoint.BEFORE_WRITE.reach();
            System.out.println("BEFORE_WRITE 1");
            for (int i = 1; i <= 3; i++) {
                CrashPoint.AFTER_INTENT.reach();
                System.out.println("AFTER_INTENT " + i);
            }
        }
    }
}
