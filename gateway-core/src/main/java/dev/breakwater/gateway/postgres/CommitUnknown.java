package dev.breakwater.gateway.postgres;

/**
 * The connection was lost while COMMIT was under way: the operation took effect or it did not. Whoever submitted it reads
 * again before answering or sending anything.
 */
public final class CommitUnknown extends CommitFailure {
    private static final long serialVersionUID = 1L;

    CommitUnknown(String message, Throwable cause) {
        super(message, cause);
    }
}
