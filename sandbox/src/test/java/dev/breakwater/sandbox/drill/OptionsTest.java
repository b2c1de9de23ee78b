package dev.breakwater.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutOptionsItIsTwoMinutesOfThreeGateways() {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options(Duration.ofMinutes(2), 1, 3, Optional.empty(), false));
    }

    @Test
    void everythingCanBeSaid() {
        assertThat(parse("--minutes 0.5 --seed 42 --gateways 1 --keep /tmp/here --naive"))
                .isEqualTo(new Options(Duration.ofSeconds(30), 42, 1, Optional.of(Path.of("/tmp/here")), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes",
                "--minutes soon",
                "--minutes 0.1",
                "--seed -1",
                "--gateways 0",
                "--gateways 10",
                "--keep",
                "--fast 1"
            })
    void whatMakesNoSenseIsExplained(String arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(arguments.split(" ")[0]);
    }

    private static Options parse(String arguments) {
        return Options.parse(List.of(arguments.split(" ")));
    }
}
