package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The way to a supplier for a commit that is sent once more: what led to it the first time is answered from the record, request
 * by request and byte by byte; the commit, and what is asked after it, leaves. Used once, by one thread.
 */
public final class Replay implements Transport {
    private final WireRequest commit;
    private final List<Exchange> recorded;
    private final Transport wire;
    private int replayed;
    private boolean committed;

    /**
     * @param commit the request that was sent before
     * @param recorded the answered exchanges that led to it, in order
     * @param wire for what leaves
     */
    public Replay(WireRequest commit, List<Exchange> recorded, Transport wire) {
        this.commit = requireNonNull(commit, "commit");
        this.recorded = List.copyOf(recorded);
        this.wire = requireNonNull(wire, "wire");
    }

    @Override
    public Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        if (committed) {
            return wire.send(request, mayLeave);
        }
        if (request.kind().mayCommit()) {
            if (!repeats(request)) {
                return new Delivery.HeldBack(Withheld.NOT_THE_SAME);
            }
            committed = true;
            return wire.send(request, mayLeave);
        }
        if (replayed < recorded.size() && recorded.get(replayed).request().equals(request)) {
            return recorded.get(replayed++).delivery();
        }
        return new Delivery.HeldBack(Withheld.NOT_THE_SAME);
    }

    /** Whether this is the very commit that was sent before, reached by the very same way. */
    public boolean repeats(WireRequest request) {
        return replayed == recorded.size() && request.equals(commit);
    }

    /** How many exchanges came from the record; they are the first ones of the conversation. */
    public int replayed() {
        return replayed;
    }
}
