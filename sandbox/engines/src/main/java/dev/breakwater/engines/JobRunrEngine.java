package dev.breakwater.engines;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr's open-source edition, with as many workers as places and an interval of one poll. */
final class JobRunrEngine implements Engine {
    private static final Duration POLL = Duration.ofSeconds(5);

    private final DataSource database;
    private final JobRunrConfigurationResult jobRunr;

    /** The errand; it travels through the database as JSON. */
    public record Cancel(String booking) implements JobRequest {
        @Override
        public Class<Canceller> getJobRequestHandler() {
            return Canceller.class;
        }
    }

    /** Runs errands. */
    public record Canceller(SupplierClient supplier) implements JobRequestHandler<Cancel> {
        @Override
        public void run(Cancel errand) {
            supplier.cancel(errand.booking());
        }
    }

    JobRunrEngine(Settings settings, SupplierClient supplier) throws SQLException {
        this.database = settings.database("jobrunr");
        Canceller canceller = new Canceller(supplier);
        JobActivator activator = new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(canceller);
            }
        };
        this.jobRunr = JobRunr.configure()
                .useJobActivator(activator)
                .useStorageProvider(new PostgresStorageProvider(database))
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(settings.places())
                        .andPollInterval(POLL))
                .initialize();
        pause();
    }

    @Override
    public void prepare(List<String> bookings) {
        jobRunr.getJobRequestScheduler().enqueue(bookings.stream().map(Cancel::new));
    }

    @Override
    public void resume() {
        server().resumeProcessing();
    }

    @Override
    public void pause() {
        server().pauseProcessing();
    }

    private BackgroundJobServer server() {
        return jobRunr.getBackgroundJobServer();
    }

    @Override
    public long pending() throws SQLException {
        return Settings.count(
                database, "select count(*) from jobrunr_jobs where state not in ('SUCCEEDED', 'DELETED')");
    }
}
