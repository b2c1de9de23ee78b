package dev.breakwater.engines;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * db-scheduler, with the strategy its documentation recommends for a high throughput: lock and fetch, a queue of four times the
 * threads refilled at half of them.
 */
final class DbSchedulerEngine implements Engine {
    private static final double REFILL_BELOW = 0.5;
    private static final double FETCH_UP_TO = 4.0;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TABLE = """
            create table scheduled_tasks (
                task_name            text        not null,
                task_instance        text        not null,
                task_data            bytea,
                execution_time       timestamptz not null,
                picked               boolean     not null,
                picked_by            text,
                last_success         timestamptz,
                last_failure         timestamptz,
                consecutive_failures int,
                last_heartbeat       timestamptz,
                version              bigint      not null,
                priority             smallint,
                primary key (task_name, task_instance)
            );
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)""";

    private final DataSource database;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    DbSchedulerEngine(Settings settings, SupplierClient supplier) throws SQLException {
        this.database = settings.database("db_scheduler");
        Settings.execute(database, TABLE);
        this.task = Tasks.oneTime("cancel").execute((instance, context) -> supplier.cancel(instance.getId()));
        this.scheduler = Scheduler.create(database, task)
                .threads(settings.places())
                .pollUsingLockAndFetch(REFILL_BELOW, FETCH_UP_TO)
                .pollingInterval(POLL)
                .build();
        scheduler.pause();
        scheduler.start();
    }

    @Override
    public void prepare(List<String> bookings) {
        List<TaskInstance<?>> instances = new ArrayList<>();
        bookings.forEach(booking -> instances.add(task.instance(booking)));
        scheduler.scheduleBatch(instances, Instant.now());
    }

    @Override
    public void resume() {
        scheduler.resume();
    }

    @Override
    public void pause() {
        scheduler.pause();
    }

    @Override
    public long pending() throws SQLException {
        return Settings.count(database, "select count(*) from scheduled_tasks");
    }
}
