package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.stage.Child;
import dev.breakwater.sandbox.stage.GatewayProgram;
import dev.breakwater.sandbox.stage.StageFolder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The PostgreSQL that all gateways work on, as a process of its own. */
final class Database implements AutoCloseable {

    private final Child server;
    private final Map<String, String> address;

    private Database(Child server, Map<String, String> address) {
        this.server = server;
        this.address = address;
    }

    static Database start(GatewayProgram program, StageFolder folder) throws IOException, InterruptedException {
        List<String> command = program.command(
                StageFolder.mark(folder.path()),
                List.of("-Xmx64m"),
                "postgres",
                folder.data("postgres").toString());
        Child server = Child.start("database", command, Map.of(), folder.path());
        return new Database(server, server.awaitReady(() -> said(server)));
    }

    private static Optional<Map<String, String>> said(Child server) {
        Map<String, String> said = new HashMap<>();
        server.said().stream()
                .map(line -> line.split("=", 2))
                .filter(line -> line.length == 2)
                .forEach(line -> said.put(line[0], line[1]));
        return said.containsKey("password") ? Optional.of(said) : Optional.empty();
    }

    /** What a gateway has to know of it. */
    Map<String, String> environment() {
        return Map.of(
                "BREAKWATER_DB_URL", address.get("url"),
                "BREAKWATER_DB_USER", address.get("user"),
                "BREAKWATER_DB_PASSWORD", address.get("password"));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(address.get("url"), address.get("user"), address.get("password"));
    }

    /** Kills one of the processes that serve the gateways; whether there was one. */
    boolean killBackend(Random lot) throws SQLException {
        List<Long> backends = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pid from pg_stat_activity"
                        + " where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid")) {
            while (row.next()) {
                backends.add(row.getLong(1));
            }
        }
        return !backends.isEmpty()
                && ProcessHandle.of(backends.get(lot.nextInt(backends.size())))
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false);
    }

    @Override
    public void close() {
        server.close();
    }
}
