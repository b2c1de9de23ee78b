package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.SupplierWord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a conversation comes to for its cancellation.
 *
 * @param closed what became of the open intent; empty: it stays open, or there was none
 * @param aliases further references of the booking
 */
record Verdict(Conclusion conclusion, Optional<Intent.State> closed, Set<BookingKey> aliases) {
    private static final String GATEWAY = "gateway";

    static Verdict of(Conclusion conclusion) {
        return new Verdict(conclusion, Optional.empty(), Set.of());
    }

    Verdict closing(Intent.State state) {
        return new Verdict(conclusion, Optional.of(state), aliases);
    }

    Verdict learning(Set<BookingKey> learnt) {
        return new Verdict(conclusion, closed, learnt);
    }

    /** Wait for a time, with nothing on the wire. */
    static Verdict scheduled(StatusReason reason, Progress progress, Duration delay, Map<String, String> evidence) {
        return of(new Conclusion(Status.SCHEDULED, reason, GATEWAY, evidence, progress, 0, Optional.of(delay)));
    }

    /** A person has to look. */
    static Verdict review(StatusReason reason, Progress progress, int lookups, Map<String, String> evidence) {
        return of(new Conclusion(Status.NEEDS_REVIEW, reason, GATEWAY, evidence, progress, lookups, Optional.empty()));
    }

    /** Look again after a while. */
    static Verdict uncertain(
            Status status,
            StatusReason reason,
            Progress progress,
            int lookups,
            Duration delay,
            Map<String, String> why) {
        return of(new Conclusion(status, reason, GATEWAY, why, progress, lookups, Optional.of(delay)));
    }

    /** A unit is done, wholly or in part. */
    static Verdict done(Progress progress, UnitProgress settled) {
        return settled(progress.with(settled), settled.reason(), said(settled.word()))
                .closing(Intent.State.DONE);
    }

    /** A unit is refused for certain, by the commit or before it. */
    static Verdict refused(Progress progress, UnitProgress unit, RefusalCode code, SupplierWord word) {
        StatusReason reason = StatusReason.of(code);
        UnitProgress refused = unit.reopened(reason, word).inState(UnitProgress.State.REFUSED, reason, word);
        return settled(progress.with(refused), reason, said(word));
    }

    /** A unit is settled: the end, or on with the next one. */
    static Verdict settled(Progress progress, StatusReason reason, Map<String, String> evidence) {
        Optional<UnitProgress> next = progress.current();
        if (next.isPresent()) {
            return next.get().state() == UnitProgress.State.OPEN
                    ? scheduled(StatusReason.CONTINUES, progress, Duration.ZERO, evidence)
                    : uncertain(Status.IN_DOUBT, next.get().reason(), progress, 0, Duration.ZERO, evidence);
        }
        return ended(progress, reason, evidence);
    }

    /** Nothing more will be done, whatever is still open. */
    static Verdict ended(Progress progress, StatusReason reason, Map<String, String> evidence) {
        Effect effect = progress.effect();
        Status status = switch (effect) {
            case DONE -> Status.CANCELLED;
            case PARTIAL -> Status.PARTIALLY_CANCELLED;
            case NONE -> reason == StatusReason.RETRIES_EXHAUSTED ? Status.EXPIRED : Status.REFUSED;
            case UNKNOWN -> Status.NEEDS_REVIEW;
        };
        StatusReason why = effect == Effect.PARTIAL && reason != StatusReason.RETRIES_EXHAUSTED
                ? StatusReason.PARTLY_REFUSED
                : reason;
        return of(new Conclusion(status, why, GATEWAY, evidence, progress, 0, Optional.empty()));
    }

    /** The supplier's own word as evidence. */
    static Map<String, String> said(SupplierWord word) {
        Map<String, String> evidence = new LinkedHashMap<>();
        if (!word.code().isEmpty()) {
            evidence.put("supplierCode", word.code());
        }
        if (!word.text().isEmpty()) {
            evidence.put("supplierText", word.text());
        }
        return evidence;
    }
}
