package dev.breakwater.sandbox.server;

/** A server of the sandbox could not be started. The message says which, why, and what to do. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
