package dev.breakwater.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.api.Caller.Role;
import dev.breakwater.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersTest {
    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    private Callers open() {
        return Callers.open(folder, nanos::get);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("callers.yaml"), "callers:\n" + yaml);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    private static String entry(String id, String role, String key) {
        return "  - {id: " + id + ", role: " + role + ", sha256: " + hash(key) + "}\n";
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutFileThereIsOneOperatorWithAGeneratedKey() {
        Callers callers = open();

        assertThat(callers.generatedKey()).hasValueSatisfying(key -> {
            assertThat(key).hasSizeGreaterThanOrEqualTo(32);
            assertThat(callers.find(key)).contains(new Caller("operator", Role.OPERATOR));
        });
        assertThat(callers.find("")).isEmpty();
        assertThat(open().generatedKey()).isNotEqualTo(callers.generatedKey());
    }

    @Test
    void aKeyIsKnownByItsHash() throws IOException {
        write(entry("web", "caller", "w1") + entry("web", "caller", "w2") + entry("ops", "operator", "o"));
        Callers callers = open();

        assertThat(callers.generatedKey()).isEmpty();
        assertThat(callers.find("w1")).contains(new Caller("web", Role.CALLER));
        assertThat(callers.find("w2")).contains(new Caller("web", Role.CALLER));
        assertThat(callers.find("o")).contains(new Caller("ops", Role.OPERATOR));
        assertThat(callers.find("W1")).isEmpty();
    }

    @Test
    void aChangedFileTakesEffect() throws IOException {
        Callers callers = open();
        String generated = callers.generatedKey().orElseThrow();

        write(entry("web", "caller", "w"));

        assertThat(callers.find("w")).isPresent();
        assertThat(callers.find(generated)).isEmpty();
    }

    @Test
    void aKeyInAFileOfItsOwnIsExchangedThere() throws IOException {
        Files.writeString(folder.resolve("web.sha256"), hash("before"));
        write("  - {id: web, role: caller, sha256: '${file:web.sha256}'}\n");
        Callers callers = open();
        assertThat(callers.find("before")).isPresent();

        Files.writeString(folder.resolve("web.sha256"), hash("after") + "\n");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(callers.find("after")).isPresent();
        assertThat(callers.find("before")).isEmpty();
    }

    @Test
    void aFileThatBecomesWrongOrGoesLeavesEverythingAsItWas() throws IOException {
        write(entry("web", "caller", "w"));
        Callers callers = open();

        write("  - {id: web, rolle: caller}\n");
        assertThat(callers.find("w")).isPresent();
        assertThat(callers.problems()).isNotEmpty();
        Files.delete(folder.resolve("callers.yaml"));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(callers.find("w")).isPresent();
    }

    @Test
    void aFileThatIsWrongFromTheBeginningLetsNobodyIn() throws IOException {
        write("""
                  - {id: "we b", role: boss, sha256: secret}
                  - {id: ops, role: operator, sha256: '%s'}
                  - {id: ops, role: caller, sha256: '%s'}
                  - {id: web, role: caller, sha256: '%s'}
                """.formatted("a".repeat(64), "b".repeat(64), "A".repeat(64)));
        Callers callers = open();

        assertThat(callers.generatedKey()).isEmpty();
        assertThat(callers.problems())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains("callers[0].id"))
                .anySatisfy(text -> assertThat(text).contains("callers[0].role").contains("caller, operator"))
                .anySatisfy(
                        text -> assertThat(text).contains("callers[0].sha256").doesNotContain("secret"))
                .anySatisfy(text -> assertThat(text).contains("callers[2]").contains("another role"))
                .anySatisfy(text -> assertThat(text).contains("callers[3]").contains("same key"));
        assertThat(callers.find("anything")).isEmpty();
    }
}
