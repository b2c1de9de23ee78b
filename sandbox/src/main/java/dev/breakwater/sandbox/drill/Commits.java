package dev.breakwater.sandbox.drill;

import static java.util.stream.Collectors.groupingBy;

import dev.breakwater.sandbox.drill.History.Cancellation;
import dev.breakwater.sandbox.drill.History.Intent;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the commit requests that reached the suppliers with the intents of the journal. */
final class Commits {

    /** Told of every broken rule. */
    interface Complaint {
        void violated(Rule rule, String subject, String evidence);
    }

    private final Map<String, List<Intent>> intents;
    private final Set<Supplier> idempotent;

    Commits(History history) {
        this.intents = history.intents().stream().collect(groupingBy(Intent::cancellation));
        this.idempotent = history.idempotent();
    }

    /** An intent lets one request go, unless the supplier takes the same bytes with the same key for the same request. */
    void check(
            Booking booking, List<Cancellation> cancellations, List<EffectLog.Request> requests, Complaint complaint) {
        List<Intent> written = cancellations.stream()
                .flatMap(one -> intents.getOrDefault(one.id(), List.of()).stream())
                .sorted(Comparator.comparing(Intent::createdAt))
                .toList();
        List<Intent> unused = new ArrayList<>(written);
        for (EffectLog.Request request : inOrder(requests)) {
            // The latest: an earlier one that never arrived must not stand in for it.
            Optional<Intent> own =
                    unused.stream().filter(intent -> intent.allows(request)).reduce((earlier, later) -> later);
            boolean repeats = own.isEmpty()
                    && idempotent.contains(booking.supplier())
                    && request.key() != null
                    && written.stream().anyMatch(intent -> intent.allows(request));
            if (own.isEmpty() && !repeats) {
                complaint.violated(
                        Rule.INTENT_BEFORE_REQUEST,
                        booking.toString(),
                        "received a commit request at " + request.at() + " (key " + request.key() + ", body "
                                + request.bodySha256().substring(0, 8) + ") without an intent of its own; " + written);
            }
            own.ifPresent(intent -> {
                unused.remove(intent);
                proven(booking, intent, written, request, complaint);
            });
        }
    }

    private static List<EffectLog.Request> inOrder(List<EffectLog.Request> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(EffectLog.Request::at))
                .toList();
    }

    private void proven(
            Booking booking, Intent own, List<Intent> written, EffectLog.Request request, Complaint complaint) {
        for (Intent earlier : written) {
            if (earlier == own) {
                return;
            }
            boolean repeats = idempotent.contains(booking.supplier())
                    && earlier.key().equals(own.key())
                    && earlier.bodySha256().equals(own.bodySha256());
            if (!repeats && !earlier.isProvenUndone(request.at())) {
                complaint.violated(
                        Rule.PROOF_BEFORE_REPEAT,
                        booking.toString(),
                        "received a commit request at " + request.at() + " of " + own + " without proof that " + earlier
                                + " was not executed");
            }
        }
    }
}
