package dev.breakwater.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void withoutACommandTheCommandsAreListedAsAnError() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("sandbox");
        assertThat(out.size()).isZero();
    }

    @Test
    void helpIsNoError() {
        assertThat(run("--help")).isZero();
        assertThat(run("sandbox", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: breakwater sandbox [--dir DIR]");
        assertThat(err.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dir", "--port", "--pace hasty", "--dir a b"})
    void argumentsThatMakeNoSenseAreExplained(String arguments) {
        String[] words = ("sandbox " + arguments).split(" ");

        assertThat(run(words)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage:").contains(words[words.length - 1]);
    }

    @ParameterizedTest
    @CsvSource({
        "new, NAME is missing.",
        "new blue-coach, --type TYPE is missing.",
        "new Blue --type coach, NAME is small letters",
        "new template --type coach, the word template",
        "new blue coach --type coach, It is not clear what coach means.",
        "new blue-coach --type coach --dir ., is inside of Breakwater",
        "test --dir nowhere, has no pom.xml",
        "probe --shipped --dir ., Either --dir or --shipped.",
        "run --port many, not many.",
        "pack --key, Option --key lacks its value.",
        "verify, JAR is missing.",
        "verify no.jar, There is no file",
        "verify pom.xml --config nowhere, There is no folder",
        "verify --strictly pom.xml, There is no option --strictly."
    })
    void whatMakesNoSenseToAPluginsCommandIsExplained(String arguments, String explanation) {
        assertThat(run(("plugin-" + arguments).split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(explanation)
                .contains("Usage: breakwater plugin ")
                .hasLineCount(3);
        assertThat(out.size()).isZero();
    }

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
