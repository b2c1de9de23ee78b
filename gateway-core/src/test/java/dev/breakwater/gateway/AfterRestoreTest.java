package dev.breakwater.gateway;

import static dev.breakwater.gateway.House.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.ExchangeSummary;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.sandbox.simulator.Supplier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is committed unseen while the journal may have lost commits. */
final class AfterRestoreTest {
    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
        house.dispatcher().afterRestore().last(Duration.ofHours(1));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static int commits(String reference) {
        return house.sandbox()
                .simulators()
                .of(Supplier.GLASS_TOWER)
                .effects()
                .of(reference)
                .commitRequests();
    }

    private static List<String> operations(Cancellation cancellation) {
        return house.journal().exchanges(cancellation.id()).stream()
                .map(ExchangeSummary::operation)
                .toList();
    }

    @Test
    void looksBeforeItCommits() {
        Cancellation end = house.settle(order("glass-tower", "OK-restored"));

        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.reason()).isEqualTo(StatusReason.CONFIRMED);
        assertThat(operations(end)).startsWith("LOOKUP").contains("CANCEL");
        assertThat(commits("OK-restored")).isEqualTo(1);
    }

    @Test
    void whatIsCancelledAlreadyMayHaveBeenCancelledByUs() {
        Cancellation end = house.settle(order("glass-tower", "GONE-restored"));

        assertThat(end.status()).isEqualTo(Status.CANCELLED);
        assertThat(end.reason()).isEqualTo(StatusReason.FOUND_DONE_AFTER_RESTORE);
        assertThat(operations(end)).containsOnly("LOOKUP");
        assertThat(commits("GONE-restored")).isZero();
    }

    @Test
    void whatTheSupplierDoesNotKnowIsForAPerson() {
        Cancellation end = house.settle(order("glass-tower", "UNKNOWN-restored"));

        assertThat(end.status()).isEqualTo(Status.NEEDS_REVIEW);
        assertThat(end.reason()).isEqualTo(StatusReason.LOOKUP_NOT_FOUND);
        assertThat(commits("UNKNOWN-restored")).isZero();
    }

    @Test
    void itIsOverWhenToldSo() {
        house.dispatcher().afterRestore().last(Duration.ZERO);
        try {
            Cancellation end = house.settle(order("glass-tower", "OK-over"));

            assertThat(operations(end)).doesNotContain("LOOKUP");
            assertThat(house.dispatcher().afterRestore().until()).isEmpty();
        } finally {
            house.dispatcher().afterRestore().last(Duration.ofHours(1));
        }
    }
}
