package dev.breakwater.gateway.config;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private enum Speed {
        VERY_FAST,
        SLOW
    }

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void putFileIntoASubfolder() throws IOException {
        path = Files.createDirectory(folder.resolve("things")).resolve("one.yaml");
    }

    @Test
    void readsEveryKindOfValue() throws IOException {
        ConfigFile file = file("""
                text: 007
                wait: 5s
                ladder: [500ms, 2m, 24h]
                size: 20
                speed: very-fast
                on: true
                url: https://supplier.example/api
                currency: EUR
                zone: Europe/Paris
                nested: {inner: {deep: yes}}
                map: {b: "2", a: 1}
                list: [{id: first}, {id: second}]
                """);
        ConfigSection root = file.root();

        assertThat(root.required("text").text()).contains("007");
        assertThat(root.required("wait").duration(ZERO, ofDays(1))).contains(ofSeconds(5));
        assertThat(root.required("ladder").durations(ZERO, ofDays(1)))
                .contains(List.of(ofMillis(500), Duration.ofMinutes(2), Duration.ofHours(24)));
        assertThat(root.required("size").integer(1, 20)).contains(20);
        assertThat(root.required("speed").oneOf(Speed.class)).contains(Speed.VERY_FAST);
        assertThat(root.required("on").flag()).contains(true);
        assertThat(root.required("url").uri("http", "https")).contains(URI.create("https://supplier.example/api"));
        assertThat(root.required("currency").currency()).contains(Currency.getInstance("EUR"));
        assertThat(root.required("zone").zone()).contains(ZoneId.of("Europe/Paris"));
        assertThat(root.required("nested")
                        .section()
                        .required("inner")
                        .section()
                        .required("deep")
                        .text())
                .contains("yes");
        assertThat(root.required("map").texts()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(root.required("list").elements())
                .extracting(element -> element.section().required("id").text().orElseThrow())
                .containsExactly("first", "second");
        assertThat(root.optional("absent").text()).isEmpty();
        assertThat(root.optional("absentSection").section().optional("x").integer(0, 1))
                .isEmpty();
        assertThat(file.finish(() -> "built")).contains("built");
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void knowsTheLineOfEachKeyAndOfWhereAMissingOneBelongs() throws IOException {
        ConfigFile file = file("""
                one: 1

                nested:
                  inner:
                    deep: 2
                """);
        file.root().optional("nested").section().optional("inner").section();

        assertThat(file.lineOf("one")).isEqualTo(1);
        assertThat(file.lineOf("nested.inner")).isEqualTo(4);
        assertThat(file.lineOf("nested.inner.deep")).isEqualTo(5);
        assertThat(file.lineOf("nested.inner.missing.more")).isEqualTo(4);
        assertThat(file.lineOf("missing")).isEqualTo(1);
    }

    @Test
    void reportsEveryProblemAtOnceWithItsPlace() throws IOException {
        ConfigFile file = file("""
                wait: soon
                size: 21
                speed: fast
                nested:
                  inner: 5
                  innner: 6
                url: http://user:hidden@supplier.example
                size: 3
                list: [1s, x]
                """);
        ConfigSection root = file.root();
        root.required("missing").text();
        root.required("wait").duration(ofMillis(1), ofSeconds(90));
        root.required("size").integer(1, 20);
        root.required("speed").oneOf(Speed.class);
        root.required("nested").section().required("inner").integer(1, 9);
        root.required("url").uri("http");
        root.required("list").durations(ZERO, ofSeconds(9));

        assertThat(file.finish(() -> "built")).isEmpty();
        assertThat(file.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "things/one.yaml:1: missing is missing",
                        "things/one.yaml:1: wait must be a duration such as 500ms, 5s, 2m or 24h, from 1ms to 90s, not soon",
                        "things/one.yaml:2: size must be a whole number from 1 to 20, not 21",
                        "things/one.yaml:3: speed must be one of slow, very-fast, not fast",
                        "things/one.yaml:6: nested.innner is not a known key; did you mean inner?",
                        "things/one.yaml:7: url must be an address http://… with a host and without credentials, ? and #",
                        "things/one.yaml:8: size is there twice, first in line 2",
                        "things/one.yaml:9: list[1] must be a duration such as 500ms, 5s, 2m or 24h, from 0ms to 9s, not x");
    }

    @Test
    void resolvesReferencesToTheEnvironmentAndToFiles() throws IOException {
        Files.writeString(folder.resolve("secret"), "first\nsecond\n");
        ConfigFile file = file("token: ${env:TOKEN}\nkey: ${file:secret}\n");

        assertThat(file.root().required("token").text()).contains("from-env");
        assertThat(file.root().required("key").text()).contains("first\nsecond");
        assertThat(file.referencedFiles()).containsExactly(folder.resolve("secret"));
        assertThat(file.finish(() -> "built")).contains("built");
    }

    @Test
    void reportsReferencesThatLeadNowhereAndRemembersTheirFiles() throws IOException {
        Files.writeString(folder.resolve("blank"), "\n");
        ConfigFile file =
                file("a: ${env:ABSENT}\nb: ${file:absent}\nc: ${file:blank}\nd: x${env:TOKEN}\ne: ${vault:x}\n");
        for (String key : List.of("a", "b", "c", "d", "e")) {
            assertThat(file.root().required(key).text()).isEmpty();
        }

        assertThat(file.problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "refers to the environment variable ABSENT, which is not set",
                        "refers to the file absent, which is not there",
                        "refers to the file blank, which is empty",
                        "must be one reference ${env:NAME} or ${file:path} and nothing beside it",
                        "must be one reference ${env:NAME} or ${file:path} and nothing beside it");
        assertThat(file.referencedFiles()).contains(folder.resolve("absent"));
    }

    @Test
    void neverPrintsWhatAReferenceResolvesTo() throws IOException {
        ConfigFile file = file("a: ${env:TOKEN}\nb: literal-secret\n");
        file.root().required("a").integer(1, 2);
        file.root().required("b").secret("[0-9]+", "digits");

        assertThat(file.problems())
                .extracting(Problem::sentence)
                .containsExactly("must be a whole number from 1 to 2", "must be digits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: &x 1\nb: *x'| uses an anchor or alias",
                "'a: !!java.net.URL [http://x.example]'| uses a tag",
                "'a: [1, 2'| is not valid YAML",
                "'a: 1\n---\nb: 2'| is not valid YAML",
                "'\"\u0001\"'| is not valid YAML",
            })
    void refusesWhatAPlainFileDoesNotNeed(String content, String sentence) throws IOException {
        ConfigFile file = file(content);
        file.root().required("a").text();

        assertThat(file.finish(() -> "built")).isEmpty();
        assertThat(file.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.sentence()).startsWith(sentence));
    }

    @Test
    void saysThatAReferenceInBracesHasToBeQuoted() throws IOException {
        assertThat(file("auth: {type: bearer, token: ${env:TOKEN}}\n").problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains(":1: is not valid YAML: ")
                .endsWith("; inside { } or [ ] a reference has to be quoted: \"${…}\"");
    }

    @Test
    void refusesDeepNestingAndBytesThatAreNotUtf8AndFilesThatAreTooLarge() throws IOException {
        assertThat(file("a: " + "[".repeat(1_000) + "]".repeat(1_000)).problems())
                .hasSize(1);
        Files.write(path, "name: Zürich".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read().problems()).extracting(Problem::sentence).containsExactly("is not valid UTF-8");
        assertThat(file("#" + "x".repeat(1_000_000)).problems())
                .extracting(Problem::sentence)
                .containsExactly("cannot be read: it is larger than 1000000 bytes");
    }

    @Test
    void reportsAFileThatIsNotThereOnceAndNothingElse() {
        ConfigFile file = ConfigFile.read(folder.resolve("absent.yaml"), folder, name -> null);
        file.root().required("a").text();

        assertThat(file.finish(() -> "built")).isEmpty();
        assertThat(file.problems()).containsExactly(Problem.of("absent.yaml", "is not there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "# nothing\n"})
    void takesAnEmptyFileForOneWithoutKeys(String content) throws IOException {
        ConfigFile file = file(content);

        assertThat(file.root().isEmpty()).isTrue();
        assertThat(file.finish(() -> "built")).contains("built");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a: ''", "a: ~", "a: '  '", "a: null"})
    void takesAnEmptyValueForAProblem(String content) throws IOException {
        ConfigFile file = file(content);

        assertThat(file.root().required("a").text()).isEmpty();
        assertThat(file.problems()).containsExactly(new Problem("things/one.yaml", "a", 1, "is empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [x]", "a: {b: c}"})
    void takesAListOrSectionInPlaceOfAValueForAProblem(String content) throws IOException {
        ConfigFile file = file(content);

        assertThat(file.root().required("a").text()).isEmpty();
        assertThat(file.problems()).extracting(Problem::sentence).containsExactly("must be a single value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: x", "a: []", "a: {b: c}"})
    void takesAnythingElseInPlaceOfAListForAProblem(String content) throws IOException {
        ConfigFile file = file(content);

        assertThat(file.root().required("a").elements()).isEmpty();
        assertThat(file.problems())
                .extracting(Problem::sentence)
                .containsExactly("must be a list with at least one element");
    }

    @Test
    void findsFilesRelativeToTheFolderOfTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("known_hosts"), "x");
        ConfigFile file = file("a: known_hosts\nb: absent\n");

        assertThat(file.root().required("a").file()).contains(folder.resolve("known_hosts"));
        assertThat(file.root().required("b").file()).isEmpty();
        assertThat(file.problems())
                .containsExactly(
                        new Problem("things/one.yaml", "b", 2, "refers to the file absent, which is not there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "+01:00", "europe/paris", "UTC+1"})
    void takesOnlyIanaZones(String zone) throws IOException {
        assertThat(file("a: " + zone).root().required("a").zone()).isEmpty();
    }

    @Test
    void isFinishedOnce() throws IOException {
        ConfigFile file = file("");
        Optional<String> built = file.finish(() -> "built");

        assertThat(built).isPresent();
        assertThatThrownBy(() -> file.finish(() -> "again")).isInstanceOf(IllegalStateException.class);
    }

    private ConfigFile file(String content) throws IOException {
        Files.writeString(path, content);
        return read();
    }

    private ConfigFile read() {
        return ConfigFile.read(path, folder, Map.of("TOKEN", "from-env")::get);
    }
}
