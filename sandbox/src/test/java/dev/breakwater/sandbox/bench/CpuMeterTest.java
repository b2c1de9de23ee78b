package dev.breakwater.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuMeterTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsWhatAChildUses() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            CpuMeter meter = CpuMeter.of(child.pid());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> meter.millis().orElseThrow() >= 50);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void isUnknownForAProcessThatIsGone() throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "exit 0").start();
        child.waitFor();

        assertThat(CpuMeter.of(child.pid()).millis()).isEmpty();
    }
}
