package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.sandbox.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The names and tags that dashboards and alarms are built on. */
@ExtendWith(ApiWorld.Extension.class)
class MetricsTest {
    private static final String TOWER = "supplier=\"glass-tower\"";
    private static final Duration SOON = Duration.ofSeconds(20);

    private ApiWorld world;
    private Client web;

    @BeforeEach
    void enter(ApiWorld entered) {
        world = entered;
        web = entered.as(Caller.WEB);
    }

    private String metrics() {
        return web.get("/actuator/prometheus").raw().body();
    }

    /** The sum of all lines of a name that have these tags; NaN if there is none. */
    private double value(String name, String... tags) {
        String all = Arrays.stream(tags)
                .map(tag -> "(?=[^}]*" + Pattern.quote(tag) + ")")
                .collect(joining());
        return Pattern.compile("^" + name + "\\{" + all + "[^}]*\\} (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics())
                .results()
                .map(line -> Double.valueOf(line.group(1)))
                .reduce(Double::sum)
                .orElse(Double.NaN);
    }

    @Test
    void theEngineTellsHowItWrites() {
        double accepted = value("breakwater_commit_operations_total", "lane=\"accept\"");
        web.ended(order("glass-tower", reference("OK")));

        assertThat(value("breakwater_commit_operations_total", "lane=\"accept\""))
                .isEqualTo(accepted + 1);
        for (String lane : new String[] {"lane=\"accept\"", "lane=\"change\""}) {
            assertThat(value("breakwater_commit_seconds_count", lane)).isPositive();
            assertThat(value("breakwater_commit_seconds_sum", lane)).isPositive();
        }
        assertThat(metrics())
                .containsPattern("(?m)^breakwater_running \\d")
                .containsPattern("(?m)^breakwater_sweep_finds_total \\d");
    }

    @Test
    void repeatsAreCountedWhereTheyWereFound() {
        String body = order("glass-tower", reference("OK"));
        String key = UUID.randomUUID().toString();
        double front = value("breakwater_dedup_hits_total", "where=\"front\"");
        double journal = value("breakwater_dedup_hits_total", "where=\"journal\"");
        web.order(body, "Idempotency-Key", key);
        web.order(body, "Idempotency-Key", key);
        web.order(body);

        assertThat(value("breakwater_dedup_hits_total", "where=\"front\"")).isEqualTo(front + 1);
        assertThat(value("breakwater_dedup_hits_total", "where=\"journal\"")).isEqualTo(journal + 1);
    }

    @Test
    void outcomesAndExchangesAreCountedPerSupplier() {
        String[] ended = {TOWER, "status=\"CANCELLED\"", "reason=\"CONFIRMED\"", "effect=\"DONE\""};
        web.ended(order("glass-tower", reference("OK")));
        double before = value("breakwater_outcomes_total", ended);
        web.ended(order("glass-tower", reference("OK")));

        assertThat(value("breakwater_outcomes_total", ended)).isEqualTo(before + 1);
        assertThat(value("breakwater_exchange_seconds_count", TOWER, "kind=\"COMMIT\"", "result=\"2xx\""))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void eachSupplierTellsHowItStands() {
        for (String name : new String[] {
            "parked",
            "backlog",
            "in_doubt",
            "in_doubt_age_seconds",
            "reviews",
            "reviews_age_seconds",
            "deadlines_missed_total"
        }) {
            await().untilAsserted(() ->
                    assertThat(value("breakwater_" + name, TOWER)).as(name).isNotNegative());
        }
        assertThat(value("breakwater_concurrency", TOWER)).isPositive();
        assertThat(value("breakwater_backlog", "supplier=\"ghost-air\"")).isZero();
    }

    @Test
    void quotasAreToldWhereThereAreAnyAndGoWithTheirSupplier() throws Exception {
        Path file = world.sandbox().configFolder().resolve("suppliers/rationed.yaml");
        String rationed = "supplier=\"rationed\"";
        Files.writeString(file, """
                name: Rationed
                plugin: attraction
                protocol: octo
                baseUrl: http://127.0.0.1:9
                quota: {perSecond: 100, perDay: 1000}
                """);
        try {
            await().atMost(SOON)
                    .until(() -> value("breakwater_quota_left", rationed, "period=\"now\"") > 0
                            && value("breakwater_quota_left", rationed, "period=\"today\"") == 1000);
        } finally {
            Files.delete(file);
        }
        await().atMost(SOON).until(() -> Double.isNaN(value("breakwater_quota_left", rationed)));
        assertThat(value("breakwater_quota_left", TOWER)).isPositive();
        assertThat(value("breakwater_quota_left", "supplier=\"shy-tower\"")).isNaN();
    }
}
