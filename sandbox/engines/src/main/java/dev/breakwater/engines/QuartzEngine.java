package dev.breakwater.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Quartz with its clustered JDBC job store: as many threads as places, as many triggers acquired at once, within the lock that
 * this needs, and no backlog old enough to be handled as misfired.
 */
final class QuartzEngine implements Engine {
    private static final String SUPPLIER = "supplier";
    private static final String TABLES = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";
    private static final int AT_ONCE = 1_000;

    private final DataSource database;
    private final Scheduler scheduler;
    private final JobDetail job = JobBuilder.newJob(Cancel.class)
            .withIdentity("cancel")
            .storeDurably()
            .build();

    /** Cancels the booking its trigger is named after. */
    public static final class Cancel implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                SupplierClient supplier =
                        (SupplierClient) context.getScheduler().getContext().get(SUPPLIER);
                supplier.cancel(context.getTrigger().getKey().getName());
            } catch (SchedulerException | RuntimeException e) {
                throw new JobExecutionException(e);
            }
        }
    }

    private record Pool(DataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }

    QuartzEngine(Settings settings, SupplierClient supplier) throws SQLException, SchedulerException, IOException {
        this.database = settings.database("quartz");
        try (InputStream tables = Scheduler.class.getResourceAsStream(TABLES)) {
            Settings.execute(database, new String(tables.readAllBytes(), UTF_8));
        }
        DBConnectionManager.getInstance().addConnectionProvider("bench", new Pool(database));
        this.scheduler = new StdSchedulerFactory(properties(settings.places())).getScheduler();
        scheduler.getContext().put(SUPPLIER, supplier);
        scheduler.addJob(job, true);
    }

    private static Properties properties(int places) {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("org.quartz.scheduler.instanceName", "bench"),
                Map.entry("org.quartz.scheduler.instanceId", "AUTO"),
                Map.entry("org.quartz.scheduler.skipUpdateCheck", "true"),
                Map.entry("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", Integer.toString(places)),
                Map.entry("org.quartz.scheduler.idleWaitTime", "1000"),
                Map.entry("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool"),
                Map.entry("org.quartz.threadPool.threadCount", Integer.toString(places)),
                Map.entry("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX"),
                Map.entry("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"),
                Map.entry("org.quartz.jobStore.dataSource", "bench"),
                Map.entry("org.quartz.jobStore.isClustered", "true"),
                Map.entry("org.quartz.jobStore.useProperties", "true"),
                Map.entry("org.quartz.jobStore.acquireTriggersWithinLock", "true"),
                Map.entry("org.quartz.jobStore.misfireThreshold", "3600000")));
        return properties;
    }

    @Override
    public void prepare(List<String> bookings) throws SchedulerException {
        for (int from = 0; from < bookings.size(); from += AT_ONCE) {
            Set<Trigger> triggers = new HashSet<>();
            for (String booking : bookings.subList(from, Math.min(bookings.size(), from + AT_ONCE))) {
                triggers.add(TriggerBuilder.newTrigger()
                        .withIdentity(booking)
                        .forJob(job)
                        .startNow()
                        .build());
            }
            scheduler.scheduleJobs(Map.of(job, triggers), true);
        }
    }

    @Override
    public void resume() throws SchedulerException {
        scheduler.start();
    }

    @Override
    public void pause() throws SchedulerException {
        scheduler.standby();
    }

    @Override
    public long pending() throws SQLException {
        return Settings.count(
                database, "select (select count(*) from qrtz_triggers) + (select count(*) from qrtz_fired_triggers)");
    }
}
