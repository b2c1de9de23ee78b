package dev.breakwater.gateway.supplier;

/** There are no credentials at the moment. The message is for people and holds no secret. */
final class CredentialsException extends Exception {
    private static final long serialVersionUID = 1L;

    CredentialsException(String message) {
        super(message);
    }
}
