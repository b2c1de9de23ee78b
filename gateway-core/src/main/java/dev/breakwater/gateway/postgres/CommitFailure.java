package dev.breakwater.gateway.postgres;

/** An operation submitted to a {@link GroupCommit} that did not end with a known commit through no fault of its own. */
public abstract sealed class CommitFailure extends RuntimeException permits NotCommitted, CommitUnknown, Overloaded {
    private static final long serialVersionUID = 1L;

    CommitFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a stack trace: cheap enough to be thrown for every request of an overload. */
    CommitFailure(String message) {
        super(message, null, false, false);
    }
}
