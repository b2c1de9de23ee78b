package dev.breakwater.sandbox.stage;

/** What is played cannot go on. The message says why and what to do. */
public final class StageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StageException(String message) {
        super(message);
    }

    public StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
