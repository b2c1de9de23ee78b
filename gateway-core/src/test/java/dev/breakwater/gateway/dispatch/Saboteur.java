package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.ModelLedger;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Writes what a broken gateway would write. */
record Saboteur(Mutation mutation, ModelLedger ledger) implements UnaryOperator<Change> {
    private static final Set<StatusReason> NOT_FOUND = Set.of(StatusReason.STILL_ACTIVE, StatusReason.LOOKUP_NOT_FOUND);

    @Override
    public Change apply(Change change) {
        if (!(change instanceof Change.Conclude conclude)) {
            return change;
        }
        StatusReason reason = conclude.outcome().reason();
        boolean doubted = conclude.outcome().status() == Status.IN_DOUBT
                && conclude.base().status() == Status.IN_FLIGHT;
        if (mutation == Mutation.RESENDS_WHAT_WAS_LOST && doubted && reason == StatusReason.REPLY_LOST) {
            return again(conclude);
        }
        return mutation == Mutation.BELIEVES_THE_FIRST_LOOKUP && NOT_FOUND.contains(reason)
                ? again(conclude)
                : conclude;
    }

    private Change again(Change.Conclude conclude) {
        Progress open = conclude.outcome().progress();
        for (UnitProgress unit : open.units()) {
            if (!unit.state().isSettled()) {
                open = open.with(unit.reopened(StatusReason.NOT_SENT, unit.word()));
            }
        }
        Verdict verdict = Verdict.scheduled(StatusReason.NOT_SENT, open, Duration.ZERO, Map.of());
        return new Change.Conclude(
                conclude.base(),
                verdict.conclusion(),
                conclude.exchanges(),
                conclude.intent(),
                Optional.of(Intent.State.NOT_DONE),
                conclude.aliases());
    }

    /** What a broken gateway makes of what it has taken up. */
    static Changed.TakenUp told(Mutation mutation, Changed.TakenUp taken) {
        return mutation == Mutation.FORGETS_OPEN_INTENTS
                ? new Changed.TakenUp(taken.cancellation(), taken.before(), taken.expired(), List.of(), false)
                : taken;
    }
}
