package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Orders, units and outcomes to be judged. */
final class Cases {
    static final Instant NOW = Instant.parse("2020-01-24T10:00:00Z");
    static final Instant COMMITTED = NOW.minusSeconds(10);
    static final SupplierWord WORD = new SupplierWord("E17", "as the supplier said");
    static final Refund REFUND = new Refund(Refund.Status.AUTOMATIC, Optional.of(Money.of("12.50", "EUR")), List.of());
    static final BookingKey ALIAS = new BookingKey("ALIAS");
    static final ScopeItem ONE = new ScopeItem(ScopeType.TICKET, "1");
    static final ScopeItem TWO = new ScopeItem(ScopeType.TICKET, "2");
    static final List<Duration> LADDER = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    static final Duration MOST = Duration.ofMinutes(5);

    private Cases() {}

    static SupplierConfig supplier() {
        return supplier(false, SupplierConfig.Resend.NEVER);
    }

    static SupplierConfig supplier(boolean idempotentCommit, SupplierConfig.Resend resend) {
        return new SupplierConfig(
                "tower",
                "Tower",
                "attraction",
                Optional.empty(),
                "octo",
                URI.create("http://127.0.0.1:1"),
                new SupplierConfig.Auth.None(),
                Optional.empty(),
                new SupplierConfig.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15)),
                Protection.STANDARD,
                Currency.getInstance("EUR"),
                ZoneId.of("Europe/Paris"),
                Duration.ofSeconds(2),
                false,
                idempotentCommit,
                resend,
                2,
                LADDER,
                new SupplierConfig.Retry(Duration.ofSeconds(1), MOST, Duration.ofHours(24)),
                Map.of());
    }

    static UnitProgress unit(String key, ScopeItem... scope) {
        return UnitProgress.open(new Unit(key, List.of(scope), Map.of()), Terms.UNKNOWN);
    }

    static UnitProgress committing() {
        return unit("whole").committing(COMMITTED, "key");
    }

    static Progress progress(UnitProgress... units) {
        return Progress.NONE.withUnits(List.of(units));
    }

    static Cancellation order(Status status, Progress progress, int attempts, int lookups) {
        Instruction instruction = new Instruction(
                "tower",
                BookingReference.of("A1"),
                List.of(),
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                new Guard.AnyPenalty(),
                Optional.empty(),
                Map.of());
        return new Cancellation(
                new UUID(1, 1),
                "web",
                "key",
                "hash",
                1,
                instruction,
                status,
                StatusReason.TALKING,
                progress.effect(),
                progress,
                attempts,
                lookups,
                false,
                Optional.of(NOW),
                3,
                NOW.minusSeconds(60),
                NOW,
                NOW.plusSeconds(3_600));
    }

    static Cancellation inFlight(Progress progress) {
        return order(Status.IN_FLIGHT, progress, 1, 0);
    }

    static Exchange exchange(RequestKind kind, Map<String, String> headers) {
        return new Exchange(
                Operation.CANCEL,
                WireRequest.json(kind, "POST", "/cancel", Map.of(), "{}"),
                NOW,
                Duration.ofMillis(5),
                new Delivery.Answered(new WireReply(200, headers, Bytes.EMPTY), false));
    }

    static <O> Outcome<O> answered(O result) {
        return answered(result, Map.of());
    }

    static <O> Outcome<O> answered(O result, Map<String, String> headers) {
        return new Outcome.Answered<>(result, List.of(exchange(RequestKind.COMMIT, headers)));
    }

    static void assertVerdict(Verdict verdict, Status status, StatusReason reason, Effect effect) {
        Conclusion conclusion = verdict.conclusion();
        assertThat(conclusion.status()).isEqualTo(status);
        assertThat(conclusion.reason()).isEqualTo(reason);
        assertThat(conclusion.progress().effect()).isEqualTo(effect);
    }

    static Cancellation endingAt(Cancellation order, Instant end) {
        return new Cancellation(
                order.id(),
                order.caller(),
                order.idempotencyKey(),
                order.requestHash(),
                order.bookingId(),
                order.instruction(),
                order.status(),
                order.reason(),
                order.effect(),
                order.progress(),
                order.attempts(),
                order.lookups(),
                order.disputed(),
                order.dueAt(),
                order.version(),
                order.createdAt(),
                order.updatedAt(),
                end);
    }
}
