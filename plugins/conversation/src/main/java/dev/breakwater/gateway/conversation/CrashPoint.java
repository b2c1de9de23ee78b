package dev.breakwater.gateway.conversation;

import java.util.Optional;

/**
 * A moment at which a death or a sleep of this process is most telling. Drills make it happen by the system property
 * {@value CrashPlan#PROPERTY}; without it nothing ever happens here.
 */
public enum CrashPoint {
    /** An acceptance is committed, and not answered yet. */
    AFTER_ACCEPT,
    /** An intent is durable, and nobody has asked yet whether it may leave. */
    AFTER_INTENT,
    /** A commit may leave, and its first byte is next. */
    BEFORE_WRITE,
    /** A commit is written, and its reply is not read yet. */
    AFTER_SEND,
    /** What became of a commit is known, and not journalled yet. */
    AFTER_REPLY,
    /** A conclusion is committed. */
    AFTER_OUTCOME;

    private static final Optional<CrashPlan> PLAN =
            Optional.ofNullable(System.getProperty(CrashPlan.PROPERTY)).map(CrashPlan::parse);

    /** Whether anything may happen at any of these points. */
    public static boolean armed() {
        return PLAN.isPresent();
    }

    /** Is called when the process is there. */
    public void reach() {
        if (PLAN.isPresent()) {
            PLAN.get().reached(this);
        }
    }
}
