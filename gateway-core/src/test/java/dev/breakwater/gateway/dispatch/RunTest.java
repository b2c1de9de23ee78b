package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.ModelLedger;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.dispatch.SimulatedProtocol.Marks;
import dev.breakwater.gateway.dispatch.SimulatedProtocol.Style;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireReply;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run lets leave: over a journal in memory, with a supplier that refuses whatever it is asked. */
final class RunTest {
    private static final UUID ID = new UUID(7, 7);
    private static final Guard AT_MOST = new Guard.MaxPenalty(Money.of("500.00", "EUR"));
    private static final Guard QUOTED = new Guard.Quoted(new UUID(8, 8), Money.of("500.00", "EUR"));
    private static final Guard ANY = new Guard.AnyPenalty();

    private final FakeTime time = new FakeTime();
    private final ModelLedger ledger = new ModelLedger(time::now);
    private final List<RequestKind> left = new ArrayList<>();
    private String reply = "REFUSED TOO_LATE";
    private Progress known = Progress.NONE;

    /** What does not depend on a quota. */
    private static final class Plenty implements Quota {
        @Override
        public Duration take(SupplierConfig supplier) {
            return Duration.ZERO;
        }

        @Override
        public void giveBack(SupplierConfig supplier) {}

        @Override
        public Left left(SupplierConfig supplier) {
            return new Left(Optional.empty(), Optional.empty());
        }
    }

    private Cancellation run(Style style, Instruction instruction) {
        SimulatedProtocol protocol = new SimulatedProtocol(style, Marks.NONE);
        Connection connection = new Connection(protocol, protocol.info(), "simulated", "1", (request, mayLeave) -> {
            left.add(request.kind());
            return new Delivery.Answered(new WireReply(200, Map.of(), Bytes.utf8(reply)), false);
        });
        Supplier supplier = new Supplier(Cases.supplier(), Optional.of(connection), "");
        Pauses pauses = new Pauses(ledger, id -> Optional.empty());
        Gate.Guards guards = new Gate.Guards(
                new Plenty(), pauses::isPaused, new ParkedSuppliers(new FakeRestraints(time), time::now));
        Office office = new Office(
                "m1/1",
                ledger,
                quote -> {},
                guards,
                pauses,
                time.clocks(),
                new Random(7),
                time::advance,
                new ConversationObservation(ObservationRegistry.NOOP));
        ledger.accept(new Acceptance(
                ID,
                "web",
                "key",
                "hash",
                new BookingKey("A1"),
                instruction,
                Duration.ofHours(1),
                known,
                Optional.empty()));
        Changed taken = ledger.write(new Change.TakeUp(ID, office.claim(supplier.config())))
                .join();
        Changed.TakenUp order = (Changed.TakenUp) taken;
        Ticket ticket = new Ticket(
                new Gate(supplier.id(), guards, time.clocks(), () -> {}),
                supplier.config(),
                time.clocks().monotonic(),
                false,
                false);
        new Run(office, supplier, connection, ticket, order.cancellation()).resume(order);
        return ledger.find(ID).orElseThrow();
    }

    private static Instruction instruction(Guard guard, Optional<Waiver> waiver) {
        return new Instruction(
                "tower",
                BookingReference.of("A1"),
                List.of(),
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                guard,
                waiver,
                Map.of());
    }

    static List<Instruction> dependingOnTerms() {
        return List.of(
                instruction(AT_MOST, Optional.empty()),
                instruction(QUOTED, Optional.empty()),
                instruction(ANY, Optional.of(new Waiver("STORM", true))));
    }

    @ParameterizedTest
    @MethodSource("dependingOnTerms")
    void asksForNoQuoteThatMayCancelBeforeTheTermsAreKnownThatTheOrderDependsOn(Instruction instruction) {
        Cancellation end = run(Style.QUOTE_MAY_COMMIT, instruction);

        assertThat(left).isEmpty();
        assertThat(ledger.intents()).isEmpty();
        assertThat(end.status()).isEqualTo(Status.REFUSED);
        assertThat(end.reason()).isEqualTo(StatusReason.TERMS_CHANGED);
        assertThat(end.effect()).isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @MethodSource("dependingOnTerms")
    void asksForAQuoteThatCancelsNothing(Instruction instruction) {
        run(Style.QUOTED, instruction);

        assertThat(left).containsExactly(RequestKind.READ);
    }

    @Test
    void asksForAQuoteThatMayCancelIfTheOrderTakesAnyTerms() {
        Cancellation end = run(Style.QUOTE_MAY_COMMIT, instruction(ANY, Optional.of(new Waiver("STORM", false))));

        assertThat(left).containsExactly(RequestKind.MAY_COMMIT);
        assertThat(end.reason()).isEqualTo(StatusReason.TOO_LATE);
    }

    private static UnitProgress unit(String key) {
        return UnitProgress.open(new Unit(key, List.of(), Map.of()), Terms.UNKNOWN);
    }

    @Test
    void whatANewOfferLeavesOutIsNotTakenForDone() {
        Refund refund = Refund.UNKNOWN;
        known = Progress.NONE.withUnits(List.of(
                unit("room-1").cancelled(StatusReason.CONFIRMED, refund, SupplierWord.NONE),
                unit("room-2").cancelled(StatusReason.CONFIRMED, refund, SupplierWord.NONE),
                unit("room-3")));
        reply = "OFFER o1";

        Cancellation end = run(Style.QUOTED, instruction(AT_MOST, Optional.empty()));

        assertThat(end.status()).isEqualTo(Status.NEEDS_REVIEW);
        assertThat(end.reason()).isEqualTo(StatusReason.REPLY_UNREADABLE);
        assertThat(end.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(end.progress().current().map(UnitProgress::unit).map(Unit::key))
                .hasValue("room-3");
    }
}
