package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.cancellation.Reviews.Review;
import dev.breakwater.gateway.cancellation.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds cancellations for those who may see them, and shows them. */
final class Desk {
    private final Journal journal;
    private final Reviews reviews;

    Desk(Journal journal, Reviews reviews) {
        this.journal = journal;
        this.reviews = reviews;
    }

    /** @throws Rejection if there is none, or it is another caller's */
    Cancellation find(String id, Caller caller) {
        return Texts.uuid(id)
                .flatMap(journal::find)
                .filter(cancellation -> caller.sees(cancellation.caller()))
                .orElseThrow(() -> Rejection.of(Code.NOT_FOUND, "There is no such cancellation of yours."));
    }

    CancellationView show(Cancellation cancellation, Caller caller) {
        return show(List.of(cancellation), caller).get(0);
    }

    List<CancellationView> show(List<Cancellation> cancellations, Caller caller) {
        List<UUID> waiting = cancellations.stream()
                .filter(one -> one.status() == Status.NEEDS_REVIEW)
                .map(Cancellation::id)
                .toList();
        Map<UUID, Review> found = waiting.isEmpty() ? Map.of() : reviews.of(waiting);
        return cancellations.stream()
                .map(one -> CancellationViews.of(one, Optional.ofNullable(found.get(one.id())), caller))
                .toList();
    }
}
