package dev.breakwater.gateway.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/** What a failed statement or COMMIT says about the connection and the transaction. */
final class SqlFailure {
    private static final String CONNECTION_CLASS = "08";
    private static final String IN_FAILED_TRANSACTION = "25P02";
    private static final String STATEMENT_COMPLETION_UNKNOWN = "40003";

    /** admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped, idle_session_timeout. */
    private static final Set<String> SERVER_GOES_AWAY = Set.of("57P01", "57P02", "57P03", "57P04", "57P05");

    /** serialization_failure, deadlock_detected. */
    private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01");

    private SqlFailure() {}

    /** The connection is gone, and with it every transaction whose COMMIT had not been sent. */
    static boolean isConnectionLost(Throwable failure) {
        boolean fromDatabase = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            fromDatabase |= cause instanceof SQLException;
            String state = stateOf(cause);
            if (state.startsWith(CONNECTION_CLASS) || SERVER_GOES_AWAY.contains(state)) {
                return true;
            }
            if (fromDatabase && cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is wrong with the operations; together with other transactions they got in each other's way. */
    static boolean isWorthRepeating(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (WORTH_REPEATING.contains(stateOf(cause))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The server itself answered COMMIT with an error, which it does only after it has rolled back. Anything else (no
     * answer, a FATAL one, a failure of the driver) leaves the outcome open.
     */
    static boolean isCommitRefused(Throwable failure) {
        if (!(failure instanceof PSQLException refusal) || isConnectionLost(failure)) {
            return false;
        }
        String state = stateOf(refusal);
        if (state.equals(IN_FAILED_TRANSACTION)) {
            return true;
        }
        var answer = refusal.getServerErrorMessage();
        return answer != null && "ERROR".equals(answer.getSeverity()) && !state.equals(STATEMENT_COMPLETION_UNKNOWN);
    }

    private static String stateOf(Throwable failure) {
        return failure instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }
}
