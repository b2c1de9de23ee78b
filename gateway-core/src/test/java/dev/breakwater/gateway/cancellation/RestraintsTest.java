package dev.breakwater.gateway.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Restraints.Lot;
import dev.breakwater.gateway.cancellation.Restraints.Parked;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, whose clock counts. */
final class RestraintsTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private static Path folder;

    private static JournalFixture fixture;
    private static Restraints restraints;

    @BeforeAll
    static void open() {
        fixture = new JournalFixture(folder);
        restraints = fixture.journal().restraints();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Parked parked(String supplier) {
        return restraints.parked().stream()
                .filter(one -> one.supplier().equals(supplier))
                .findFirst()
                .orElseThrow();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = fixture.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void keepsWhoIsParkedAndSinceWhen() {
        restraints.park("north", "no reply", Duration.ofSeconds(10));
        Parked first = parked("north");
        restraints.park("north", "asked to wait", LONG);
        restraints.park("north", "no reply", Duration.ZERO);

        Parked stands = parked("north");
        assertThat(stands.cause()).isEqualTo("no reply");
        assertThat(stands.since()).isEqualTo(first.since());
        assertThat(stands.untilProbe()).isBetween(LONG.minusMinutes(1), LONG);

        restraints.unpark("north");
        assertThat(restraints.parked()).extracting(Parked::supplier).doesNotContain("north");
    }

    @Test
    void givesAProbeThatIsDueToOneOnly() {
        restraints.park("east", "no reply", Duration.ZERO);
        restraints.park("west", "no reply", LONG);

        List<Boolean> claims = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> restraints.claimProbe("east", LONG)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(claims).containsOnlyOnce(true);
        assertThat(restraints.claimProbe("west", LONG)).isFalse();
        assertThat(restraints.claimProbe("nobody", LONG)).isFalse();
        assertThat(parked("east").untilProbe()).isGreaterThan(Duration.ofMinutes(9));
    }

    @Test
    void neverGrantsMoreThanADaysQuotaHoweverManyTake() {
        List<CompletableFuture<Lot>> lots = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> restraints.takeLot("south", 100, 7)))
                .toList();

        assertThat(lots.stream().mapToInt(lot -> lot.join().calls()).sum()).isEqualTo(100);
        assertThat(restraints.left("south", 100)).isZero();
        assertThat(restraints.takeLot("south", 101, 7).calls()).isEqualTo(1);
    }

    @Test
    void takesBackWhatWasNotSpentAndForgetsWhatIsOlderThanADay() throws SQLException {
        Lot lot = restraints.takeLot("centre", 10, 10);
        assertThat(lot.remaining()).isBetween(Duration.ZERO, Duration.ofHours(1));

        restraints.giveBack("centre", lot.hour(), 4);
        assertThat(restraints.left("centre", 10)).isEqualTo(4);

        execute("update quota_hour set hour = hour - interval '24 hours' where supplier = 'centre'");
        assertThat(restraints.left("centre", 10)).isEqualTo(4);
        execute("update quota_hour set hour = hour - interval '1 hour' where supplier = 'centre'");
        assertThat(restraints.takeLot("centre", 10, 10).calls()).isEqualTo(10);
    }
}
