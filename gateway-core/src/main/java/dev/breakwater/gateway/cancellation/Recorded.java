package dev.breakwater.gateway.cancellation;

import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.plugin.WireRequest;
import java.util.List;

/**
 * A commit as it was written down before it left.
 *
 * @param commit the exact request
 * @param before the answered exchanges of the same operation that led to it, in order
 */
public record Recorded(WireRequest commit, List<Exchange> before) {
    public Recorded {
        before = List.copyOf(before);
    }
}
