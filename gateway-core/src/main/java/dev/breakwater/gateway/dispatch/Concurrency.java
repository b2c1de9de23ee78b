package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.Protection;

/**
 * How many exchanges at a time a supplier bears, found out by trying, as TCP does (RFC 5681): from the floor quickly up to where
 * it went well before, then by one per round; half of it when a reply fails or replies become slow, once per round. Not guarded.
 */
final class Concurrency {
    /** Replies are slow when they take this many times as long as they used to. */
    private static final int SLOW = 4;

    /** One reply alone counts as no longer than this many times what they used to take. */
    private static final int OUTLIER = 8;

    /** Below this no reply is slow. */
    private static final double PROMPT_NANOS = 100e6;

    private static final double RECENT_WEIGHT = 1.0 / 8;
    private static final double USUAL_WEIGHT = 1.0 / 128;

    private double limit = 1;
    private double wentWell = Double.MAX_VALUE;
    private long halvedAt;
    private double usual;
    private double recent;

    /** @param now this and all other times are nanoseconds of one monotonic clock */
    Concurrency(long now) {
        this.halvedAt = now;
    }

    int limit(Protection protection) {
        return (int) Math.max(protection.floor(), Math.min(limit, protection.connections()));
    }

    /**
     * A reply came.
     *
     * @param atATime how many exchanges were under way; a limit that is not used proves nothing
     */
    void answered(long began, long ended, int atATime, Protection protection) {
        if (isSlow(ended - began)) {
            halve(began, ended, protection);
            return;
        }
        if (2 * atATime >= limit(protection)) {
            double from = Math.max(limit, protection.floor());
            limit = Math.min(protection.connections(), from + (from < wentWell ? 1 : 1 / from));
        }
    }

    /** No reply came, or the supplier said that it is too much. */
    void failed(long began, long ended, Protection protection) {
        halve(began, ended, protection);
    }

    /** Begins again at the floor. */
    void restart(long now, Protection protection) {
        wentWell = Math.max(protection.floor(), limit / 2);
        limit = protection.floor();
        halvedAt = now;
    }

    /** What left before it was halved says nothing about the new limit. */
    private void halve(long began, long ended, Protection protection) {
        if (began - halvedAt >= 0) {
            limit = Math.max(protection.floor(), limit / 2);
            wentWell = limit;
            halvedAt = ended;
            recent = usual;
        }
    }

    private boolean isSlow(long took) {
        if (usual == 0) {
            usual = took;
            recent = took;
        }
        double counted = Math.min(took, OUTLIER * Math.max(usual, PROMPT_NANOS / SLOW));
        recent += RECENT_WEIGHT * (counted - recent);
        usual += USUAL_WEIGHT * (counted - usual);
        return recent > PROMPT_NANOS && recent > SLOW * usual;
    }
}
