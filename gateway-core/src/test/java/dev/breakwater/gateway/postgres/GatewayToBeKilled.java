package dev.breakwater.gateway.postgres;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Runs in a process of its own: starts on a folder and commits numbers, printing each after its commit, until killed. */
final class GatewayToBeKilled {
    private GatewayToBeKilled() {}

    public static void main(String[] arguments) throws SQLException {
        PrintStream committed = System.out;
        // Leaves standard output to the numbers.
        System.setOut(System.err);
        LocalPostgres postgres = PostgresForTests.start(Path.of(arguments[0]));
        PostgresForTests.execute(postgres, "CREATE TABLE IF NOT EXISTS number (value int PRIMARY KEY)");
        try (Connection connection = PostgresForTests.connect(postgres);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO number VALUES (?)")) {
            for (int value = 1; ; value++) {
                insert.setInt(1, value);
                insert.executeUpdate();
                committed.println(value);
            }
        }
    }
}
