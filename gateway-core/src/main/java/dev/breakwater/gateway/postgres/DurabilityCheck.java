package dev.breakwater.gateway.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Refuses a database that may forget what it has committed. It asks a session, so that settings of the server, the
 * database, the role and the connection all count.
 */
public final class DurabilityCheck {
    private static final String OFF_OF_THE_NECESSARY = """
            SELECT name, source FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'
            ORDER BY name""";

    private DurabilityCheck() {}

    /**
     * Passes when fsync, full_page_writes and synchronous_commit (at {@code local} or more) are on.
     *
     * @throws DatabaseProblem naming each setting that is off, where it was set and how to set it
     */
    public static void require(DataSource dataSource) {
        List<String> problems = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet off = statement.executeQuery(OFF_OF_THE_NECESSARY)) {
            while (off.next()) {
                problems.add(problem(off.getString("name"), off.getString("source")));
            }
        } catch (SQLException e) {
            throw new DatabaseProblem("The database cannot be asked for its settings: " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new DatabaseProblem("This database may forget what it has committed, and a cancellation that is"
                    + " forgotten is lost. " + String.join(" ", problems) + " Then start the gateway again.");
        }
    }

    private static String problem(String setting, String source) {
        String remedy = switch (source) {
            case "database" -> "ALTER DATABASE … RESET " + setting;
            case "user" -> "ALTER ROLE … RESET " + setting;
            case "database user" -> "ALTER ROLE … IN DATABASE … RESET " + setting;
            case "client", "session" -> "take it out of the connection's options";
            case "command line" -> "take it off the server's command line and restart the server";
            default -> "ALTER SYSTEM SET " + setting + " = on, then SELECT pg_reload_conf()";
        };
        return setting + " is off (set by: " + source + "); " + remedy + ".";
    }
}
