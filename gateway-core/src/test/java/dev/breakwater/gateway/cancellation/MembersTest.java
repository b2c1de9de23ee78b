package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who lives, and who takes over from whom, on a real PostgreSQL. */
final class MembersTest {
    @TempDir
    private static Path folder;

    private static JournalFixture fixture;

    private final AtomicLong time = new AtomicLong();
    private final Members one = member("one/1");
    private final Members two = member("two/1");

    @BeforeAll
    static void open() {
        fixture = new JournalFixture(folder);
    }

    @AfterAll
    static void closeAll() {
        fixture.close();
    }

    @AfterEach
    void leave() {
        one.leave();
        two.leave();
        one.close();
        two.close();
        fixture.update("delete from member");
    }

    private Members member(String owner) {
        return new Members(fixture.database().dataSource(), owner, time::get);
    }

    private static Cancellation claimedBy(String owner, String booking) {
        Acceptance order = order(booking);
        fixture.journal().accept(order).join();
        Claim claim = new Claim(owner, JournalFixture.LEASE);
        Changed changed =
                fixture.journal().write(new Change.TakeUp(order.id(), claim)).join();
        return ((Changed.TakenUp) changed).cancellation();
    }

    private static boolean isDue(Cancellation cancellation) {
        return fixture.journal().due(List.of("tower"), 100).stream()
                .anyMatch(due -> due.id().equals(cancellation.id()));
    }

    private static void silence(String owner, Duration since) {
        fixture.journal()
                .update(
                        "update member set seen_at = clock_timestamp() - ? * interval '1 ms' where owner = ?",
                        since.toMillis(),
                        owner);
    }

    private void beatsEvenly(Members member) {
        beatsEvenly(member, () -> {});
    }

    private void beatsEvenly(Members member, Runnable before) {
        for (int i = 0; i < 7; i++) {
            before.run();
            member.beat();
            time.addAndGet(Duration.ofMillis(500).toNanos());
        }
    }

    @Test
    void whatADeadMemberHadClaimedIsDueAtOnce() {
        two.beat();
        Cancellation orphan = claimedBy("two/1", "orphan");
        Cancellation own = claimedBy("one/1", "own");
        silence("two/1", Duration.ofMillis(3_001));

        beatsEvenly(one);

        assertThat(isDue(orphan)).isTrue();
        assertThat(isDue(own)).isFalse();
        assertThat(one.all()).extracting(Members.Seen::owner).containsExactly("one/1", "two/1");
        assertThat(one.all()).extracting(Members.Seen::isAlive).containsExactly(true, false);
    }

    @Test
    void whatASleeperHasLockedDoesNotHoldUpTheRest() throws SQLException {
        two.beat();
        Cancellation locked = claimedBy("two/1", "locked");
        Cancellation free = claimedBy("two/1", "free");
        silence("two/1", Duration.ofSeconds(4));
        try (Connection sleeper = fixture.database().dataSource().getConnection();
                Statement statement = sleeper.createStatement()) {
            sleeper.setAutoCommit(false);
            statement.execute("select from cancellation where id = '" + locked.id() + "' for update");

            beatsEvenly(one);
            sleeper.rollback();
        }

        assertThat(isDue(free)).isTrue();
    }

    @Test
    void whomTheClusterHasLostIsGivenHalfTheTime() {
        two.beat();
        fixture.journal().update("update member set address = ? where owner = ?", "10.0.0.2:5701", "two/1");
        Cancellation orphan = claimedBy("two/1", "lost");
        one.lost("10.0.0.2:5701");

        beatsEvenly(one, () -> silence("two/1", Duration.ofMillis(1_000)));
        boolean tooEarly = isDue(orphan);
        beatsEvenly(one, () -> silence("two/1", Duration.ofMillis(1_500)));

        assertThat(tooEarly).isFalse();
        assertThat(isDue(orphan)).isTrue();
    }

    @Test
    void whoIsFoundAgainIsGivenAllTheTime() {
        two.beat();
        fixture.journal().update("update member set address = ? where owner = ?", "10.0.0.2:5701", "two/1");
        Cancellation busy = claimedBy("two/1", "found");
        one.lost("10.0.0.2:5701");
        one.found("10.0.0.2:5701");

        beatsEvenly(one, () -> silence("two/1", Duration.ofMillis(1_500)));

        assertThat(isDue(busy)).isFalse();
    }

    @Test
    void whoWasNotSeenIsDeadWhateverTheClusterSaysUntilSomebodyIsSeenAtItsAddress() {
        two.beat();
        fixture.update("update member set address = '10.0.0.2:5701' where owner = 'two/1'");
        beatsEvenly(one, () -> silence("two/1", Duration.ofMillis(2_000)));
        boolean tooEarly = one.isDead("10.0.0.2:5701");
        beatsEvenly(one, () -> silence("two/1", Duration.ofMillis(3_001)));
        assertThat(tooEarly).isFalse();
        assertThat(one.isDead("10.0.0.2:5701")).isTrue();

        fixture.update("insert into member (owner, address, seen_at) values ('two/2', '10.0.0.2:5701', now())");
        one.beat();

        assertThat(one.isDead("10.0.0.2:5701")).isFalse();
    }

    @Test
    void whoWasSeenJustNowKeepsItsWork() {
        two.beat();
        Cancellation busy = claimedBy("two/1", "busy");

        beatsEvenly(one, () -> silence("two/1", Duration.ofMillis(1_500)));

        assertThat(isDue(busy)).isFalse();
    }

    @Test
    void nobodyIsDeadForWhoSleptHimself() {
        two.beat();
        Cancellation spared = claimedBy("two/1", "spared");
        beatsEvenly(one, two::beat);
        silence("two/1", Duration.ofSeconds(10));
        time.addAndGet(Duration.ofSeconds(10).toNanos());

        one.beat();

        assertThat(isDue(spared)).isFalse();
        beatsEvenly(one);
        assertThat(isDue(spared)).isTrue();
    }

    @Test
    void aClaimMadeByAMemberThatDoesNotKnowItIsDeadIsTakenOverToo() {
        two.beat();
        silence("two/1", Duration.ofSeconds(20));
        beatsEvenly(one);
        Cancellation late = claimedBy("two/1", "late");

        one.beat();

        assertThat(isDue(late)).isTrue();
    }

    @Test
    void theLongDeadAreForgotten() {
        two.beat();
        silence("two/1", Duration.ofDays(8));

        beatsEvenly(one);

        assertThat(one.all()).extracting(Members.Seen::owner).containsExactly("one/1");
    }

    @Test
    void whoLeavesHandsOverAtOnce() {
        two.beat();
        Cancellation open = claimedBy("two/1", "handed over");

        two.leave();

        assertThat(isDue(open)).isTrue();
        assertThat(one.all()).extracting(Members.Seen::isAlive).containsExactly(false);
    }

    @Test
    void theFirstOfTheLivingSeesToWhatTheGoneHaveLeft() {
        Members three = member("three/1");
        one.beat();
        three.beat();
        two.beat();
        two.leave();
        assertThat(one.orphaned()).isEmpty();

        silence("two/1", Duration.ofSeconds(31));

        assertThat(one.orphaned()).containsExactly("two");
        assertThat(three.orphaned()).isEmpty();
        Members back = member("two/2");
        back.beat();
        assertThat(one.orphaned()).isEmpty();
        back.close();
        three.close();
    }

    @Test
    void theHeartGoesOnWhenItsConnectionBreaks() {
        one.beat();
        fixture.journal()
                .query(
                        "select pg_terminate_backend(pid) from (select pid from pg_stat_activity"
                                + " where query like 'insert into member%' and pid <> pg_backend_pid()"
                                + " order by query_start desc limit 1) as heart",
                        List.of(), row -> row.getBoolean(1));

        assertThatExceptionOfType(JournalUnavailable.class).isThrownBy(one::beat);
        one.beat();

        assertThat(one.all()).extracting(Members.Seen::isAlive).containsExactly(true);
    }

    @Test
    void theHeartOutlivesAnError() {
        two.beat();
        silence("two/1", Duration.ofSeconds(4));
        AtomicInteger told = new AtomicInteger();
        Members three = new Members(
                fixture.database().dataSource(),
                "three/1",
                () -> time.addAndGet(Duration.ofMillis(1_400).toNanos()));
        claimedBy("two/1", "too much");
        three.start("10.0.0.3:5701", orphans -> {
            told.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        });
        await().until(() -> told.get() == 1);

        claimedBy("two/1", "still too much");

        await().until(() -> told.get() == 2);
        three.leave();
        three.close();
    }

    @Test
    void anInstallationIsTheSameForAllMembers() {
        assertThat(one.installation()).isEqualTo(two.installation());
    }
}
