package dev.breakwater.gateway.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the gateway's own: durable, on 127.0.0.1 only, behind a random password. It lives in one folder:
 *
 * <pre>
 * data/          what PostgreSQL keeps
 * password       the password of the user {@value #USER}, readable by the owner only
 * postgres.log   what the server says
 * lock           held while a gateway uses the folder
 * </pre>
 *
 * It survives the gateway's death by kill -9; the next start on the folder proves that the process is its own, stops it
 * and starts again. It has no shutdown hook, because hooks run beside each other and the database must outlive the
 * drain: whoever started it closes it, last.
 */
public final class LocalPostgres implements AutoCloseable {
    static final String USER = "breakwater";
    private static final String NAME = "breakwater";
    private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);

    private final PostgresFolder folder;
    private final FolderLock lock;
    private final PostgresServer server;
    private final String password;
    private boolean closed;

    private LocalPostgres(PostgresFolder folder, FolderLock lock, PostgresServer server, String password) {
        this.folder = folder;
        this.lock = lock;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts on a folder, which is created if it is missing; the programs are unpacked beside it, into
     * {@code postgres-binaries}.
     *
     * @throws DatabaseProblem when it does not start; says why and what to do
     */
    public static LocalPostgres start(Path folder) {
        return start(folder, folder.toAbsolutePath().resolveSibling("postgres-binaries"));
    }

    /**
     * Starts on a folder, which is created if it is missing.
     *
     * @param cache where the programs are unpacked; may be shared by several folders
     * @throws DatabaseProblem when it does not start; says why and what to do
     */
    public static LocalPostgres start(Path folder, Path cache) {
        PostgresFolder opened = PostgresFolder.open(folder);
        FolderLock lock = FolderLock.acquire(opened);
        try {
            Launcher launcher = Launcher.forThisMachine();
            Path binaries = PostgresBinaries.unpack(cache);
            String password = new Cluster(opened, binaries, launcher).prepare();
            PostgresServer server = PostgresServer.start(opened, binaries, launcher);
            LocalPostgres postgres = new LocalPostgres(opened, lock, server, password);
            postgres.createDatabaseOrStop();
            log.info("PostgreSQL serves {} at {}", opened.root(), postgres.jdbcUrl());
            return postgres;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    public String jdbcUrl() {
        return urlOf(NAME);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Where the server writes what it has to say. */
    public Path log() {
        return folder.log();
    }

    /** Whether the server process runs. */
    public boolean isAlive() {
        return server.isAlive();
    }

    /**
     * Stops the server: open transactions are rolled back, everything committed is on disk. Returns when the process has
     * ended; an interrupt does not cut that short.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.stop();
            log.info("PostgreSQL in {} is stopped", folder.root());
        } finally {
            lock.close();
        }
    }

    private void createDatabaseOrStop() {
        try (Connection connection = DriverManager.getConnection(urlOf("postgres"), USER, password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        } catch (SQLException e) {
            server.stop();
            throw new DatabaseProblem(
                    "PostgreSQL runs in " + folder.root() + " but refuses its own gateway: " + e.getMessage()
                            + ". The password must be the one in " + folder.password() + ".",
                    e);
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
            return found.next();
        }
    }

    private String urlOf(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database;
    }
}
