package dev.breakwater.gateway.api;

import dev.breakwater.gateway.api.CancellationView.NewQuoteView;
import dev.breakwater.gateway.api.CancellationView.RefundView;
import dev.breakwater.gateway.api.CancellationView.ReviewView;
import dev.breakwater.gateway.api.CancellationView.UnitRefundView;
import dev.breakwater.gateway.api.CancellationView.UnitView;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Reviews.Review;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.Sums;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows cancellations. */
final class CancellationViews {
    private CancellationViews() {}

    static CancellationView of(Cancellation cancellation, Optional<Review> review, Caller reader) {
        Instruction order = cancellation.instruction();
        Progress progress = cancellation.progress();
        Guard guard = order.guard();
        return new CancellationView(
                cancellation.id(),
                cancellation.status(),
                cancellation.reason(),
                cancellation.effect(),
                cancellation.disputed(),
                cancellation.supplier(),
                BookingView.of(order.booking(), reader.id().equals(cancellation.caller())),
                ScopeItemView.of(order.scope()),
                order.reason(),
                order.requestedAt().orElse(null),
                guard instanceof Guard.Quoted quoted ? quoted.quoteId() : null,
                guard instanceof Guard.MaxPenalty max ? MoneyView.of(max.limit()) : null,
                guard instanceof Guard.AnyPenalty ? Boolean.TRUE : null,
                WaiverView.of(order.waiver()),
                order.metadata().isEmpty() ? null : order.metadata(),
                DeadlineView.of(order.deadlines()),
                refund(cancellation),
                progress.units().stream().map(CancellationViews::unit).toList(),
                newQuote(cancellation),
                orNull(progress.word().code()),
                orNull(progress.word().text()),
                progress.remainingReference().orElse(null),
                cancellation.attempts(),
                nextAttemptAt(cancellation),
                cancellation.caller(),
                cancellation.createdAt(),
                cancellation.updatedAt(),
                cancellation.expiresAt(),
                review.map(ReviewView::of).orElse(null),
                LinksView.cancellation(cancellation.id()));
    }

    private static UnitView unit(UnitProgress unit) {
        return new UnitView(
                unit.unit().key(),
                ScopeItemView.of(unit.unit().scope()),
                unit.state(),
                unit.reason(),
                MoneyView.of(unit.terms().penalty()),
                unit.refund()
                        .map(refund -> new UnitRefundView(refund.status(), MoneyView.of(refund.amount())))
                        .orElse(null),
                unit.remaining().isEmpty() ? null : ScopeItemView.of(unit.remaining()));
    }

    private static RefundView refund(Cancellation cancellation) {
        Progress progress = cancellation.progress();
        List<Refund> confirmed = progress.units().stream()
                .flatMap(unit -> unit.refund().stream())
                .toList();
        return new RefundView(
                refundStatus(cancellation.status(), confirmed),
                progress.quoted() ? MoneyView.of(sum(progress, Terms::refundable)) : null,
                MoneyView.of(Sums.of(confirmed.stream().map(Refund::amount).toList())),
                null,
                confirmed.stream()
                        .flatMap(refund -> refund.lines().stream())
                        .map(LineView::of)
                        .toList());
    }

    /** Of several units, the least certain or most laborious way. */
    static Refund.Status refundStatus(Status status, List<Refund> confirmed) {
        if (confirmed.isEmpty()) {
            return status.isWithoutEffect() ? Refund.Status.NONE : Refund.Status.UNKNOWN;
        }
        Set<Refund.Status> ways = confirmed.stream().map(Refund::status).collect(Collectors.toSet());
        for (Refund.Status way : List.of(Refund.Status.UNKNOWN, Refund.Status.MANUAL, Refund.Status.AUTOMATIC)) {
            if (ways.contains(way)) {
                return way;
            }
        }
        return Refund.Status.NONE;
    }

    private static NewQuoteView newQuote(Cancellation cancellation) {
        Progress progress = cancellation.progress();
        if (cancellation.reason() != StatusReason.TERMS_CHANGED
                || progress.quoteId().isEmpty()) {
            return null;
        }
        return new NewQuoteView(
                progress.quoteId().get(),
                MoneyView.of(sum(progress, Terms::penalty)),
                MoneyView.of(sum(progress, Terms::refundable)),
                progress.quoteExpiresAt().orElse(null),
                LinksView.quote(progress.quoteId().get()));
    }

    private static Optional<Money> sum(Progress progress, Function<Terms, Optional<Money>> part) {
        return Sums.of(
                progress.units().stream().map(UnitProgress::terms).map(part).toList());
    }

    private static Instant nextAttemptAt(Cancellation cancellation) {
        return switch (cancellation.status()) {
            case ACCEPTED, SCHEDULED, IN_DOUBT, AWAITING_SUPPLIER ->
                cancellation.dueAt().orElse(null);
            case IN_FLIGHT, NEEDS_REVIEW, CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN -> null;
        };
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
