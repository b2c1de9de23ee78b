package dev.breakwater.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {
    private static Optional<Duration> timeToWait(String... headers) {
        return Preference.timeToWait(Collections.enumeration(List.of(headers)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    wait=10                      | 10
                    respond-async, Wait = 5; x=1 | 5
                    wait="7"                     | 7
                    wait=61                      | 60
                    wait=999999999               | 60
                    wait=0                       | 0
                    """)
    void theTimeIsReadAndCapped(String header, long seconds) {
        assertThat(timeToWait(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=", "wait=soon", "wait=-1", "wait=99999999999999999999", "await=3"})
    void whatCannotBeUnderstoodIsNoPreference(String header) {
        assertThat(timeToWait(header)).isEmpty();
    }

    @Test
    void theFirstOneCounts() {
        assertThat(timeToWait("return=minimal", "wait=3, wait=4")).contains(Duration.ofSeconds(3));
        assertThat(timeToWait()).isEmpty();
    }
}
