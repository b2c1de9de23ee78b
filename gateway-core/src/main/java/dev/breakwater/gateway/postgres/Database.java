package dev.breakwater.gateway.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.breakwater.gateway.postgres.DatabaseSettings.External;
import dev.breakwater.gateway.postgres.DatabaseSettings.Local;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database the gateway works on: reachable, durable, at the schema of this version, behind a pool. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int CONNECT_SECONDS = 5;
    private static final int ANSWER_SECONDS = 30;
    private static final int IDLE_SECONDS = 3;

    private final HikariDataSource pool;
    private final Optional<LocalPostgres> local;

    private Database(HikariDataSource pool, Optional<LocalPostgres> local) {
        this.pool = pool;
        this.local = local;
    }

    /**
     * Starts the gateway's own database if the settings say so, waits until the database answers, refuses it unless it is
     * durable, and brings its schema up to date.
     *
     * @throws DatabaseProblem when any of that fails; says why and what to do
     */
    public static Database open(DatabaseSettings settings) {
        if (settings.location() instanceof Local own) {
            LocalPostgres postgres = LocalPostgres.start(own.folder());
            try {
                External address = new External(postgres.jdbcUrl(), postgres.user(), postgres.password());
                return new Database(openPool(address, settings), Optional.of(postgres));
            } catch (RuntimeException | Error e) {
                postgres.close();
                throw e;
            }
        }
        return new Database(openPool((External) settings.location(), settings), Optional.empty());
    }

    /** Auto-commit is on unless switched off on a connection taken. */
    public DataSource dataSource() {
        return pool;
    }

    /** The gateway's own server, if it runs one. */
    public Optional<LocalPostgres> local() {
        return local;
    }

    /** Closes the pool, then the gateway's own server. */
    @Override
    public void close() {
        try {
            pool.close();
        } finally {
            local.ifPresent(LocalPostgres::close);
        }
    }

    private static HikariDataSource openPool(External address, DatabaseSettings settings) {
        awaitAnswer(address, settings.patience());
        HikariDataSource pool = pool(address, settings.connections());
        try {
            DurabilityCheck.require(pool);
            migrate(address, settings);
            return pool;
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    private static void awaitAnswer(External address, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        DataSource dataSource = unpooled(address);
        for (int attempt = 1; ; attempt++) {
            try (Connection answered = dataSource.getConnection()) {
                log.debug("{} answers as {}", address, answered.getMetaData().getDatabaseProductVersion());
                return;
            } catch (SQLException e) {
                if (!SqlFailure.isConnectionLost(e)) {
                    throw new DatabaseProblem(
                            "The database at " + address.shownUrl() + " refuses the gateway: " + e.getMessage()
                                    + ". Check its URL, user and password.",
                            e);
                }
                if (System.nanoTime() > deadline) {
                    throw new DatabaseProblem(
                            "The database at " + address.shownUrl() + " could not be reached within "
                                    + patience.toSeconds() + " s: " + e.getMessage(),
                            e);
                }
                if (attempt % 5 == 1) {
                    log.warn("Waiting for the database at {}: {}", address.shownUrl(), e.getMessage());
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseProblem("Interrupted while waiting for the database.", e);
        }
    }

    private static HikariDataSource pool(External address, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
        // Who is paused or cut off in the middle of a transaction must not hold up the others by its locks.
        config.setConnectionInitSql("set idle_in_transaction_session_timeout = '" + IDLE_SECONDS + "s'");
        config.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
        config.addDataSourceProperty("ApplicationName", "breakwater");
        config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
        config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("prepareThreshold", 2);
        config.addDataSourceProperty("preparedStatementCacheQueries", 512);
        config.addDataSourceProperty("reWriteBatchedInserts", true);
        return new HikariDataSource(config);
    }

    /** Outside of the pool: a migration may take longer than any answer the gateway waits for. */
    private static void migrate(External address, DatabaseSettings settings) {
        try {
            Flyway.configure()
                    .dataSource(unpooled(address))
                    // It may be gone again since it answered.
                    .connectRetries(Math.toIntExact(settings.patience().toSeconds()))
                    .connectRetriesInterval(1)
                    .locations(settings.migrations().toArray(String[]::new))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseProblem(
                    "The schema of the database at " + address.shownUrl() + " cannot be brought up to date: "
                            + e.getMessage(),
                    e);
        }
    }

    private static DataSource unpooled(External address) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(address.url());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        dataSource.setConnectTimeout(CONNECT_SECONDS);
        dataSource.setApplicationName("breakwater");
        return dataSource;
    }
}
