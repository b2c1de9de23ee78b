package dev.breakwater.testkit;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.util.List;

/**
 * What the scripted supplier has to show. A commit that is executed is answered in the state it leads to.
 *
 * @param state how the booking stands
 * @param price what it costs; a reply that tells amounts tells these
 * @param changedAt when the booking changed last: when it was cancelled, in a state in which it is
 * @param commits the commits of ours that were executed, the last one last; what they bore, such as a key, may be shown again
 */
public record Scene(State state, Price price, Instant changedAt, List<WireRequest> commits) {
    public Scene {
        requireNonNull(state, "state");
        requireNonNull(price, "price");
        requireNonNull(changedAt, "changedAt");
        commits = List.copyOf(commits);
    }
}
