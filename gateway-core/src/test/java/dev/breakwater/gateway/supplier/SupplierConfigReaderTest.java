package dev.breakwater.gateway.supplier;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.gateway.supplier.SupplierConfig.Resend;
import dev.breakwater.gateway.supplier.SupplierConfig.Retry;
import dev.breakwater.gateway.supplier.SupplierConfig.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupplierConfigReaderTest {
    private static final String NEEDED = "plugin: attraction\nprotocol: octo\nbaseUrl: http://127.0.0.1:18081/\n";

    @TempDir
    private Path folder;

    @Test
    void givesEverythingButPluginAndProtocolAndAddressADefault() throws IOException {
        assertThat(config(NEEDED))
                .isEqualTo(new SupplierConfig(
                        "glass-tower",
                        "glass-tower",
                        "attraction",
                        Optional.empty(),
                        "octo",
                        URI.create("http://127.0.0.1:18081"),
                        new Auth.None(),
                        Optional.empty(),
                        new Timeouts(ofSeconds(2), ofSeconds(5), ofSeconds(15)),
                        Protection.STANDARD,
                        Currency.getInstance("EUR"),
                        ZoneOffset.UTC,
                        ofSeconds(2),
                        false,
                        false,
                        Resend.NEVER,
                        2,
                        List.of(ofSeconds(5), ofSeconds(30), ofMinutes(2), ofMinutes(10)),
                        new Retry(ofSeconds(1), ofMinutes(5), ofHours(24)),
                        Map.of()));
    }

    @Test
    void readsEveryKey() throws IOException {
        SupplierConfig config = config("""
                name: Glass Tower Tickets
                plugin: attraction@0.1.0-SNAPSHOT
                protocol: octo
                baseUrl: https://supplier.example/octo/v1
                auth: {type: bearer, token: "${env:GLASS_TOWER_KEY}"}
                push: {secret: a-secret-of-20-characters}
                timeouts: {connect: 1s, response: 300ms, total: 7s}
                pool: {connections: 7}
                concurrency: {floor: 2}
                quota: {perSecond: 50, perMinute: 2000, perDay: 100000}
                breaker: {minimumCalls: 8, failureRate: 75, probeInterval: 30s}
                busy: order
                currency: JPY
                timeZone: Asia/Tokyo
                settlingTime: 3s
                priceLocked: true
                idempotentCommit: true
                resend: after-proof
                lookups: [1ms, 2s]
                retry: {initial: 2s, max: 4s, giveUpAfter: 1h}
                settings: {reseller: north, secret: "${file:secrets/one}"}
                """);

        assertThat(config)
                .isEqualTo(new SupplierConfig(
                        "glass-tower",
                        "Glass Tower Tickets",
                        "attraction",
                        Optional.of("0.1.0-SNAPSHOT"),
                        "octo",
                        URI.create("https://supplier.example/octo/v1"),
                        new Auth.Bearer("k3y"),
                        Optional.of("a-secret-of-20-characters"),
                        new Timeouts(ofSeconds(1), ofMillis(300), ofSeconds(7)),
                        new Protection(
                                7,
                                2,
                                new Protection.Quota(Optional.of(50), Optional.of(2_000), Optional.of(100_000)),
                                new Protection.Breaker(8, 75, ofSeconds(30)),
                                Protection.Busy.ORDER),
                        Currency.getInstance("JPY"),
                        ZoneId.of("Asia/Tokyo"),
                        ofSeconds(3),
                        true,
                        true,
                        Resend.AFTER_PROOF,
                        2,
                        List.of(ofMillis(1), ofSeconds(2)),
                        new Retry(ofSeconds(2), ofSeconds(4), Duration.ofHours(1)),
                        Map.of("reseller", "north", "secret", "hush")));
    }

    @Test
    void readsEveryKindOfAuthentication() throws IOException {
        assertThat(auth("{type: none}")).isEqualTo(new Auth.None());
        assertThat(auth("{type: header, name: X-Api-Key, value: a b}"))
                .isEqualTo(new Auth.HeaderKey("X-Api-Key", "a b"));
        assertThat(auth("{type: signed, key: k, secret: s}")).isEqualTo(new Auth.Signed("k", "s"));
        assertThat(auth("{type: basic, username: us, password: 'pä:ss'}")).isEqualTo(new Auth.Basic("us", "pä:ss"));
        assertThat(auth("{type: oauth2, tokenUrl: 'http://127.0.0.1/t', clientId: c, clientSecret: s}"))
                .isEqualTo(new Auth.OAuth2(URI.create("http://127.0.0.1/t"), "c", "s", ""));
        assertThat(auth("{type: oauth2, tokenUrl: 'http://127.0.0.1/t', clientId: c, clientSecret: s, scope: a b}"))
                .isEqualTo(new Auth.OAuth2(URI.create("http://127.0.0.1/t"), "c", "s", "a b"));
    }

    @Test
    void reportsEveryProblemAtOnce() throws IOException {
        SupplierConfigReader.Result result = read("glass-tower", """
                plugin: Attraction!
                protocl: octo
                baseUrl: ftp://supplier.example
                auth:
                  type: bearer
                  token: ${env:ABSENT}
                  password: x
                timeouts: {connect: 1x, total: 1s}
                pool: {connections: 0}
                concurrency: {floor: 21}
                quota: {perSecond: 0}
                breaker: {failureRate: 101}
                busy: nobody
                currency: Euro
                timeZone: Paris
                resend: sometimes
                lookups: []
                retry: {initial: 10m}
                """);

        assertThat(result.config()).isEmpty();
        assertThat(result.problems())
                .extracting(problem -> problem.line() + " " + problem.path() + " "
                        + problem.sentence()
                                .substring(0, Math.min(30, problem.sentence().length())))
                .containsExactly(
                        "1 plugin must be a plugin's id such as ",
                        "1 protocol is missing",
                        "2 protocl is not a known key; did you me",
                        "3 baseUrl must be an address http://… or",
                        "6 auth.token refers to the environment vari",
                        "7 auth.password is not a known key",
                        "8 timeouts.connect must be a duration such as 500",
                        "8 timeouts must have a total that is at l",
                        "9 pool.connections must be a whole number from 1 ",
                        "10 concurrency.floor must not be above pool.connect",
                        "11 quota.perSecond must be a whole number from 1 ",
                        "12 breaker.failureRate must be a whole number from 1 ",
                        "13 busy must be one of order, supplier",
                        "14 currency must be a currency of ISO 4217",
                        "15 timeZone must be a time zone by its IAN",
                        "16 resend must be one of after-proof, ne",
                        "17 lookups must be a list with at least o",
                        "18 retry must have a max and a giveUpAf");
        assertThat(result.problems()).extracting(Problem::file).containsOnly("suppliers/glass-tower.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{token: x}| auth.type",
                "{type: digest, username: x}| auth.type",
                "{type: bearer, token: 'a b'}| auth.token",
                "{type: bearer}| auth.token",
                "{type: header, name: Content-Length, value: x}| auth.name",
                "{type: header, name: 'X:Y', value: x}| auth.name",
                "{type: header, name: X-Key, value: \"a\\r\\nb\"}| auth.value",
                "{type: basic, username: 'a:b', password: x}| auth.username",
                "{type: oauth2, tokenUrl: x, clientId: c, clientSecret: s}| auth.tokenUrl",
            })
    void refusesAuthenticationThatCannotWork(String auth, String path) throws IOException {
        assertThat(read("glass-tower", NEEDED + "auth: " + auth).problems())
                .extracting(Problem::path)
                .containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeouts: {connect: 1ms, total: 1s}| timeouts",
                "timeouts: {response: 1ms, total: 1s}| timeouts",
                "retry: {initial: 10m}| retry",
                "retry: {initial: 2s, giveUpAfter: 1s}| retry",
            })
    void refusesLimitsThatContradictEachOther(String line, String path) throws IOException {
        assertThat(read("glass-tower", NEEDED + line).problems())
                .extracting(Problem::path)
                .containsExactly(path);
    }

    @Test
    void takesTheIdFromTheNameOfTheFile() throws IOException {
        assertThat(read("no_good", NEEDED).problems())
                .extracting(Problem::sentence)
                .containsExactly(
                        "must have a file name of at most 63 letters, digits and dashes: it is the supplier's id");
    }

    private SupplierConfig config(String content) throws IOException {
        SupplierConfigReader.Result result = read("glass-tower", content);
        assertThat(result.problems()).isEmpty();
        return result.config().orElseThrow();
    }

    private Auth auth(String auth) throws IOException {
        return config(NEEDED + "auth: " + auth).auth();
    }

    private SupplierConfigReader.Result read(String id, String content) throws IOException {
        Path suppliers = Files.createDirectories(folder.resolve("suppliers"));
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/one"), "hush\n");
        Path file = Files.writeString(suppliers.resolve(id + ".yaml"), content);
        return new SupplierConfigReader(folder, Map.of("GLASS_TOWER_KEY", "k3y")::get).read(file);
    }
}
