package dev.breakwater.gateway;

import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the journal can be written; without it nothing is accepted. */
@Component("journalHealthIndicator")
class JournalHealth implements HealthIndicator {
    private static final int PATIENCE_SECONDS = 2;

    private final Database database;
    private final Dispatcher dispatcher;

    JournalHealth(Database database, Dispatcher dispatcher) {
        this.database = database;
        this.dispatcher = dispatcher;
    }

    @Override
    public Health health() {
        try (Connection connection = database.dataSource().getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                    ? up()
                    : Health.down()
                            .withDetail("reason", "the database does not answer")
                            .build();
        } catch (SQLException e) {
            return Health.down()
                    .withDetail("reason", "the database cannot be reached")
                    .build();
        }
    }

    private Health up() {
        Health.Builder health = Health.up();
        dispatcher
                .afterRestore()
                .until()
                .ifPresent(until ->
                        health.withDetail("afterRestore", "every commit is preceded by a look-up until " + until));
        return health.build();
    }
}
