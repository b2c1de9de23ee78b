package dev.breakwater.gateway.cancellation;

import dev.breakwater.plugin.WireRequest;
import java.util.UUID;

/**
 * A commit that may leave.
 *
 * @param unit the key of the unit it cancels
 * @param key what repeats of the same request carry
 */
public record Intent(UUID id, String unit, String key, WireRequest request) {
    /** What became of an intent. */
    public enum State {
        /** Nobody knows yet. */
        OPEN,
        /** It took effect, wholly or in part, or the supplier works on it. */
        DONE,
        /** It certainly took no effect. */
        NOT_DONE
    }
}
