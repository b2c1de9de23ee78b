package dev.breakwater.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("a folder with spaces");
    }

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void keepsItsDataFromOneStartToTheNext() throws SQLException {
        try (LocalPostgres first = PostgresForTests.start(folder)) {
            PostgresForTests.execute(first, "CREATE TABLE note AS SELECT 'kept 订单' AS text");
        }
        try (LocalPostgres second = PostgresForTests.start(folder)) {
            assertThat(PostgresForTests.ask(second, "SELECT text FROM note")).isEqualTo("kept 订单");
        }
    }

    @Test
    void runsWithDurableSettingsAndInUtf8() throws SQLException {
        try (LocalPostgres postgres = PostgresForTests.start(folder)) {
            assertThat(PostgresForTests.ask(
                            postgres,
                            "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN"
                                    + " ('fsync', 'synchronous_commit', 'full_page_writes', 'server_encoding',"
                                    + " 'listen_addresses', 'unix_socket_directories', 'data_checksums')"))
                    .isEqualTo("data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1"
                            + " server_encoding=UTF8 synchronous_commit=on unix_socket_directories=");
            assertThat(PostgresForTests.ask(postgres, "SHOW server_version")).startsWith("18.");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws IOException {
        try (LocalPostgres postgres = PostgresForTests.start(folder)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path password = folder.resolve("password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(password).strip())
                    .hasSize(48)
                    .isEqualTo(postgres.password())
                    .doesNotContain(" ");
        }
    }

    @Test
    void keepsEveryCommittedRowWhenItsGatewayIsKilled() throws Exception {
        Process gateway = startGatewayToBeKilled();
        BufferedReader committed = gateway.inputReader();
        int last = 0;
        while (last < 50) {
            last = Integer.parseInt(committed.readLine());
        }
        // Not Process.destroyForcibly(), which would close the stream with the last numbers in it.
        gateway.toHandle().destroyForcibly();
        for (String line = committed.readLine(); line != null; line = committed.readLine()) {
            last = Integer.parseInt(line);
        }
        long survivor = postmaster();
        assertThat(Survivor.isOurs(survivor, data())).isTrue();

        try (LocalPostgres next = PostgresForTests.start(folder)) {
            assertThat(Survivor.isOurs(survivor, data())).isFalse();
            assertThat(postmaster()).isNotEqualTo(survivor);
            int highest = Integer.parseInt(PostgresForTests.ask(next, "SELECT max(value) FROM number"));
            int count = Integer.parseInt(PostgresForTests.ask(next, "SELECT count(*) FROM number"));
            // One more may have been committed and not printed.
            assertThat(highest).isBetween(last, last + 1).isEqualTo(count);
        }
    }

    @Test
    void refusesAFolderThatAnotherGatewayUses() throws Exception {
        Process gateway = startGatewayToBeKilled();
        gateway.inputReader().readLine();
        try {
            assertThatThrownBy(() -> PostgresForTests.start(folder))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining(folder.toRealPath().toString())
                    .hasMessageContaining("process " + gateway.pid());
            assertThat(Survivor.isOurs(postmaster(), data())).isTrue();
        } finally {
            gateway.destroyForcibly().waitFor();
            Survivor.settle(data());
        }
    }

    @Test
    void refusesAFolderThatTheSameProcessUses() throws SQLException {
        try (LocalPostgres first = PostgresForTests.start(folder)) {
            assertThatThrownBy(() -> PostgresForTests.start(folder.resolve("../a folder with spaces")))
                    .isInstanceOf(DatabaseProblem.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(PostgresForTests.ask(first, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void neverSignalsAProcessThatInheritedTheNumberOfItsServer() throws Exception {
        PostgresForTests.start(folder).close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        started.add(stranger);
        claimToBeServer(stranger.pid());

        try (LocalPostgres postgres = PostgresForTests.start(folder)) {
            assertThat(PostgresForTests.ask(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(stranger.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void neverSignalsThePostgresOfAnotherFolder() throws Exception {
        PostgresForTests.start(folder).close();
        try (LocalPostgres other = PostgresForTests.start(temporary.resolve("other"))) {
            claimToBeServer(Survivor.pidIn(temporary.resolve("other/data/postmaster.pid"))
                    .orElseThrow());
            try (LocalPostgres postgres = PostgresForTests.start(folder)) {
                assertThat(PostgresForTests.ask(postgres, "SELECT 1")).isEqualTo("1");
                assertThat(PostgresForTests.ask(other, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void startsAgainAfterItsServerWasKilled() throws Exception {
        try (LocalPostgres first = PostgresForTests.start(folder)) {
            PostgresForTests.execute(first, "CREATE TABLE note AS SELECT 'kept' AS text");
            ProcessHandle server = ProcessHandle.of(postmaster()).orElseThrow();
            server.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
            assertThat(first.isAlive()).isFalse();
        }
        try (LocalPostgres second = PostgresForTests.start(folder)) {
            assertThat(PostgresForTests.ask(second, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void standsApartFromTheTerminalOfTheGateway() throws Exception {
        try (LocalPostgres postgres = PostgresForTests.start(folder)) {
            assertThat(postgres.isAlive()).isTrue();
            String ours = sessionAndGroup(ProcessHandle.current().pid());
            assertThat(sessionAndGroup(postmaster())).isNotEqualTo(ours).isEqualTo(postmaster() + " " + postmaster());
        }
    }

    @Test
    void stopsEvenWhenTheClosingThreadIsInterrupted() throws Exception {
        LocalPostgres postgres = PostgresForTests.start(folder);
        int port = Integer.parseInt(postgres.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        Thread.currentThread().interrupt();
        postgres.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(postgres.isAlive()).isFalse();
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhatToDoWithTheDataOfAnotherMajorVersion() throws IOException {
        PostgresForTests.start(folder).close();
        Files.writeString(data().resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> PostgresForTests.start(folder))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("PostgreSQL 17")
                .hasMessageContaining("PostgreSQL 18")
                .hasMessageContaining("pg_dump");
    }

    @Test
    void quotesItsLogWhenItDoesNotStart() throws IOException {
        PostgresForTests.start(folder).close();
        Files.writeString(data().resolve("postgresql.conf"), "max_connections = many\n");
        assertThatThrownBy(() -> PostgresForTests.start(folder))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("postgres.log")
                .hasMessageContaining("invalid value for parameter \"max_connections\"");
    }

    @Test
    void doesNotMakeUpAPasswordForDataItFinds() throws IOException {
        PostgresForTests.start(folder).close();
        Files.delete(folder.resolve("password"));
        assertThatThrownBy(() -> PostgresForTests.start(folder))
                .isInstanceOf(DatabaseProblem.class)
                .hasMessageContaining("restore");
    }

    private Process startGatewayToBeKilled() throws IOException {
        Process gateway = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayToBeKilled.class.getName(),
                        folder.toString())
                .redirectError(temporary.resolve("gateway.log").toFile())
                .start();
        started.add(gateway);
        return gateway;
    }

    private void claimToBeServer(long pid) throws IOException {
        Files.writeString(data().resolve("postmaster.pid"), pid + "\n" + data() + "\n0\n5432\n\n127.0.0.1\n");
    }

    private Path data() throws IOException {
        return folder.toRealPath().resolve("data");
    }

    private long postmaster() throws IOException {
        return Survivor.pidIn(data().resolve("postmaster.pid")).orElseThrow();
    }

    private static String sessionAndGroup(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "sess=,pgid=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes()).strip().replaceAll("\\s+", " ");
    }
}
