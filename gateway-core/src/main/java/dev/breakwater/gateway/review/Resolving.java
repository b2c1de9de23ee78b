package dev.breakwater.gateway.review;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change.Closing;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.gateway.review.Decision.Resolution;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person found out at the supplier settles what is in doubt. */
final class Resolving {
    private Resolving() {}

    /** @throws Rejection if there is nothing to resolve, or the resolution does not fit */
    static Next next(Resolution resolution, Cancellation now) {
        whyNot(now).ifPresent(why -> {
            throw Rejection.of(Code.NOT_RESOLVABLE, why);
        });
        Progress known = looked(now);
        List<UnitProgress> meant = meant(resolution, known);
        Progress settled = known;
        for (UnitProgress unit : meant) {
            settled = settled.with(settle(unit, resolution));
        }
        boolean doubtLeft = settled.effect() == Effect.UNKNOWN;
        Set<String> units = doubtLeft ? resolution.units() : Set.of();
        return after(resolution.finding(), now, settled, doubtLeft)
                .closing(new Closing(state(resolution.finding()), units))
                .interrupting();
    }

    static Optional<String> whyNot(Cancellation now) {
        return switch (now.status()) {
            case NEEDS_REVIEW, IN_DOUBT -> Optional.empty();
            case ACCEPTED, SCHEDULED -> Optional.of("Nothing is in doubt: it waits for its turn, and is sent then.");
            case IN_FLIGHT -> Optional.of("The gateway is talking to the supplier about it at this moment.");
            case AWAITING_SUPPLIER -> Optional.of("The supplier has accepted it and works on it; the gateway looks.");
            case CANCELLED, PARTIALLY_CANCELLED, REFUSED, EXPIRED, WITHDRAWN ->
                Optional.of("It has ended as " + now.status() + ".");
        };
    }

    /** The units as somebody has to see them who is not on the line any more. */
    static Progress looked(Cancellation now) {
        Progress known = now.progress().units().isEmpty()
                ? now.progress()
                        .withUnits(List.of(
                                UnitProgress.open(Unit.whole(now.instruction().scope()), Terms.UNKNOWN)))
                : now.progress();
        for (UnitProgress unit : known.units()) {
            if (unit.state() == State.COMMITTING) {
                known = known.with(unit.inState(State.IN_DOUBT, StatusReason.GATEWAY_DIED, unit.word()));
            }
        }
        return known;
    }

    private static List<UnitProgress> meant(Resolution resolution, Progress known) {
        List<UnitProgress> open =
                known.units().stream().filter(unit -> !unit.state().isSettled()).toList();
        List<UnitProgress> meant = open.stream()
                .filter(unit -> resolution.units().isEmpty()
                        || resolution.units().contains(unit.unit().key()))
                .toList();
        if (meant.isEmpty()
                || !resolution.units().isEmpty()
                        && meant.size() < resolution.units().size()) {
            throw wrong(
                    "/units",
                    "must be keys of units that are not settled: "
                            + open.stream().map(unit -> unit.unit().key()).toList());
        }
        if (resolution.refund().isPresent() && meant.size() > 1) {
            throw wrong("/refund", "belongs to one unit; name it with units, and resolve the others one by one");
        }
        return meant;
    }

    private static Rejection wrong(String pointer, String text) {
        return Rejection.ofFields(
                Code.INVALID_REQUEST, "The resolution does not fit.", List.of(new FieldError(pointer, text)));
    }

    private static UnitProgress settle(UnitProgress unit, Resolution resolution) {
        return switch (resolution.finding()) {
            case DONE_AT_SUPPLIER ->
                unit.cancelled(
                        StatusReason.RESOLVED_DONE,
                        resolution
                                .refund()
                                .map(money -> new Refund(Refund.Status.UNKNOWN, Optional.of(money), List.of()))
                                .orElse(Refund.UNKNOWN),
                        unit.word());
            case NOT_DONE_SEND_AGAIN -> unit.reopened(StatusReason.RESOLVED_SEND_AGAIN, unit.word());
            case NOT_DONE_GIVE_UP ->
                unit.reopened(StatusReason.RESOLVED_NOT_DONE, unit.word())
                        .inState(State.REFUSED, StatusReason.RESOLVED_NOT_DONE, unit.word());
        };
    }

    private static Next after(Finding finding, Cancellation now, Progress settled, boolean doubtLeft) {
        if (doubtLeft) {
            return now.status() == Status.IN_DOUBT
                    ? Next.due(Status.IN_DOUBT, now.reason(), settled)
                    : Next.rests(now.status(), now.reason(), settled, now.lookups());
        }
        if (settled.current().isPresent()) {
            StatusReason reason =
                    finding == Finding.NOT_DONE_SEND_AGAIN ? StatusReason.RESOLVED_SEND_AGAIN : StatusReason.CONTINUES;
            return Next.due(Status.SCHEDULED, reason, settled.withoutOffer()).beginningAnew();
        }
        StatusReason reason =
                finding == Finding.DONE_AT_SUPPLIER ? StatusReason.RESOLVED_DONE : StatusReason.RESOLVED_NOT_DONE;
        Status end = switch (settled.effect()) {
            case DONE -> Status.CANCELLED;
            case PARTIAL -> Status.PARTIALLY_CANCELLED;
            case NONE -> Status.REFUSED;
            case UNKNOWN -> throw new IllegalStateException("Something is still in doubt");
        };
        return Next.rests(end, reason, settled, 0);
    }

    private static Intent.State state(Finding finding) {
        return switch (finding) {
            case DONE_AT_SUPPLIER -> Intent.State.DONE;
            case NOT_DONE_SEND_AGAIN, NOT_DONE_GIVE_UP -> Intent.State.NOT_DONE;
        };
    }
}
