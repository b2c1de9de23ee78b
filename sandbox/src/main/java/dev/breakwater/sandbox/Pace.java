package dev.breakwater.sandbox;

/** How patient the gateway is told to be, and whether it may send a commit again. */
public enum Pace {
    /** For a demonstration: doubt is settled within seconds. */
    QUICK("3s", "6s", "500ms", "[1s, 2s, 4s, 8s]", "{initial: 1s, max: 10s, giveUpAfter: 5m}", false),
    /** What a real supplier would be given. */
    NORMAL("5s", "15s", "2s", "[5s, 30s, 2m, 10m]", "{initial: 1s, max: 5m, giveUpAfter: 24h}", false),
    /**
     * For a drill: quick, but reads may lag as long as a pending cancellation whose supplier's clock is set back. The
     * attraction may be sent another commit after proof, the railway the same one again.
     */
    DRILL("3s", "6s", "8s", "[1s, 2s, 4s, 8s]", "{initial: 1s, max: 10s, giveUpAfter: 5m}", true);

    private final String response;
    private final String total;
    private final String settlingTime;
    private final String lookups;
    private final String retry;
    private final boolean resends;

    Pace(String response, String total, String settlingTime, String lookups, String retry, boolean resends) {
        this.response = response;
        this.total = total;
        this.settlingTime = settlingTime;
        this.lookups = lookups;
        this.retry = retry;
        this.resends = resends;
    }

    /** The lines of a supplier's file that follow from the pace. */
    String supplierLines() {
        return """
                timeouts: {connect: 2s, response: %s, total: %s}
                settlingTime: %s
                lookups: %s
                retry: %s
                """.formatted(response, total, settlingTime, lookups, retry);
    }

    /** The line of a supplier's file that lets the gateway send a commit again, if it may. */
    String line(String permission) {
        return resends ? permission + "\n" : "";
    }
}
