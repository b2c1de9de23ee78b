package dev.breakwater.sandbox.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.breakwater.sandbox.demo.History.Commit;
import dev.breakwater.sandbox.demo.History.Outcome;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether the two promises held. What needs a person is neither lost nor done twice.
 *
 * @param lost why, of each accepted cancellation that has not ended or whose end is not true
 * @param twice why, of each booking that was or might have been cancelled again, or that nobody asked to cancel
 */
record Promises(List<String> lost, List<String> twice) {

    static Promises check(History history) {
        Check check = new Check(history);
        return new Promises(check.lost(), check.twice());
    }

    boolean held() {
        return lost.isEmpty() && twice.isEmpty();
    }

    @Override
    public String toString() {
        return "lost " + lost.size() + ", twice " + twice.size();
    }

    private static final class Check {

        private final History history;
        private final Map<String, Outcome> byId;
        private final Map<Booking, List<Outcome>> byBooking;
        private final Map<Booking, EffectLog.Entry> effects = new HashMap<>();

        Check(History history) {
            this.history = history;
            this.byId = history.outcomes().stream().collect(toMap(Outcome::id, Function.identity()));
            this.byBooking = history.outcomes().stream().collect(groupingBy(Outcome::booking));
            history.effects()
                    .forEach((supplier, entries) ->
                            entries.forEach(entry -> effects.put(new Booking(supplier, entry.reference()), entry)));
        }

        List<String> lost() {
            Set<String> lost = new LinkedHashSet<>();
            for (Accepted accepted : history.accepted()) {
                complaint(accepted).ifPresent(why -> lost.add(accepted.booking() + " (" + accepted.id() + ") " + why));
            }
            return List.copyOf(lost);
        }

        private Optional<String> complaint(Accepted accepted) {
            Outcome outcome = byId.get(accepted.id());
            if (outcome == null) {
                return Optional.of("was accepted, and the gateway does not know it");
            }
            if (!outcome.status().isSettled()) {
                return Optional.of("was accepted and is still " + outcome.status());
            }
            if (outcome.status().claimsEffect() && effects(outcome.booking()) == 0) {
                return Optional.of("is " + outcome.status() + ", and the supplier has done nothing");
            }
            if (outcome.status().deniesEffect() && effects(outcome.booking()) > 0 && !isCancelledByAnother(outcome)) {
                return Optional.of("is " + outcome.status() + ", and the supplier has cancelled it");
            }
            if (accepted.file().isPresent() && accepted.result().isEmpty() && !isHeldOpen(accepted.file())) {
                return Optional.of("was acknowledged, and no file of results tells its end");
            }
            return accepted.result()
                    .filter(told -> told != outcome.status())
                    .map(told -> "is " + outcome.status() + ", and the file of results says " + told);
        }

        /** The results of a file come when every row has ended; one that needs a person keeps it open. */
        private boolean isHeldOpen(Optional<String> file) {
            return history.accepted().stream()
                    .filter(row -> row.file().equals(file))
                    .map(row -> byId.get(row.id()))
                    .anyMatch(outcome -> outcome != null && outcome.status() == Status.NEEDS_REVIEW);
        }

        private boolean isCancelledByAnother(Outcome outcome) {
            return byBooking.get(outcome.booking()).stream()
                    .anyMatch(other -> !other.status().deniesEffect());
        }

        private int effects(Booking booking) {
            return Optional.ofNullable(effects.get(booking))
                    .map(EffectLog.Entry::effects)
                    .orElse(0);
        }

        List<String> twice() {
            List<String> twice = new ArrayList<>();
            effects.forEach(
                    (booking, entry) -> complaint(booking, entry).ifPresent(why -> twice.add(booking + " " + why)));
            byBooking.forEach((booking, outcomes) -> {
                long standing = outcomes.stream()
                        .filter(outcome -> !outcome.status().deniesEffect())
                        .count();
                if (standing > 1) {
                    twice.add(booking + " has " + standing + " cancellations that are not over without effect");
                }
            });
            twice.sort(Comparator.naturalOrder());
            return twice;
        }

        private Optional<String> complaint(Booking booking, EffectLog.Entry entry) {
            if (entry.effects() > 1) {
                return Optional.of("was cancelled " + entry.effects() + " times");
            }
            if (entry.commitRequests() > 0 && !byBooking.containsKey(booking)) {
                return Optional.of("was committed, and nobody had asked for it");
            }
            List<Commit> commits = byBooking.getOrDefault(booking, List.of()).stream()
                    .map(Outcome::commits)
                    .flatMap(Collection::stream)
                    .sorted(Comparator.comparing(Commit::sentAt))
                    .toList();
            return isEachPrecededByProof(commits, entry)
                    ? Optional.empty()
                    : Optional.of("was committed again without proof that the request before was not executed; "
                            + entry.commitRequests() + " requests, journal: " + commits);
        }

        /**
         * A commit may leave when each request that the supplier received before is proven not executed. The last request may
         * be missing in the journal of a gateway that was killed.
         */
        private static boolean isEachPrecededByProof(List<Commit> commits, EffectLog.Entry entry) {
            long proven = 0;
            for (Commit commit : commits) {
                if (receivedBefore(commit.sentAt(), entry) > proven) {
                    return false;
                }
                proven += commit.isProvenNotExecuted() ? 1 : 0;
            }
            return entry.requests().size() <= proven + 1;
        }

        private static long receivedBefore(Instant moment, EffectLog.Entry entry) {
            return entry.requests().stream()
                    .filter(request -> request.at().isBefore(moment))
                    .count();
        }
    }
}
