package dev.breakwater.gateway.cancellation;

import java.sql.SQLException;

/** The database could not be read or written; nothing is known to have changed. */
public final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalUnavailable(SQLException cause) {
        super("The journal is not available", cause);
    }
}
