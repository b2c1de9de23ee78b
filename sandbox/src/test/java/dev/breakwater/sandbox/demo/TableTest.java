package dev.breakwater.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.sandbox.demo.History.Outcome;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static Outcome outcome(String reference, Status status, String reason, boolean doubted) {
        return new Outcome(reference, new Booking(Supplier.ALPINE_RAIL, reference), status, reason, doubted, List.of());
    }

    @Test
    void countsWhatBecameOfTheCancellationsOfEachSupplier() {
        String table = Table.of(List.of(
                outcome("OK-1", Status.CANCELLED, "CONFIRMED", false),
                outcome("RESET-1", Status.CANCELLED, "FOUND_DONE", true),
                outcome("GONE-1", Status.REFUSED, "ALREADY_CANCELLED", false)));

        assertThat(table.lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "glass-tower alpine-rail | zephyr-air | lighthouse sunny-tours",
                        "cancellations | 0 | 3 | 0 | 0 | 0",
                        "cancelled | 0 | 2 | 0 | 0 | 0",
                        "resolved from doubt | 0 | 1 | 0 | 0 | 0",
                        "partially cancelled | 0 | 0 | 0 | 0 | 0",
                        "refused | 0 | 1 | 0 | 0 | 0",
                        "already cancelled | 0 | 1 | 0 | 0 | 0");
    }

    @Test
    void explainsWhyACommitThatIsProvenNotDoneIsLeftToAPerson() {
        String table = Table.of(List.of(
                outcome("OK-1", Status.CANCELLED, "CONFIRMED", false),
                outcome("LOSTBEFORE-1", Status.NEEDS_REVIEW, "NOT_DONE_PROVEN", true)));

        assertThat(table).contains("\n\nNeeds a person, not done proven: ").endsWith("is the right end.\n");
    }
}
