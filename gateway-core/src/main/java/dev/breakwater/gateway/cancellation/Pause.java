package dev.breakwater.gateway.cancellation;

import java.time.Instant;

/**
 * What a person has paused.
 *
 * @param what a supplier's id, {@link #plugin a plugin}, or {@link #ALL}
 * @param actor {@code operator:ID}
 * @param reason in that person's words
 */
public record Pause(String what, String actor, Instant since, String reason) {
    /** Stands for everything. */
    public static final String ALL = "*";

    private static final String PLUGINS = "plugins/";

    /** Stands for all suppliers of a plugin. */
    public static String plugin(String id) {
        return PLUGINS + id;
    }
}
