package dev.breakwater.gateway.postgres;

/** Too many operations wait already; this one was not queued and took no effect. */
public final class Overloaded extends CommitFailure {
    private static final long serialVersionUID = 1L;

    Overloaded(String message) {
        super(message);
    }
}
