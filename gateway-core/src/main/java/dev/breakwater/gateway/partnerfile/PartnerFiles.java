package dev.breakwater.gateway.partnerfile;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.config.Problem;
import dev.breakwater.gateway.intake.Intake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for files. Looks after every partner in {@code config/partners}; files there may come, change and go at any time, and
 * one that is wrong is reported and never keeps the rest from working.
 */
public final class PartnerFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PartnerFiles.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int ROWS_AT_A_TIME = 32;

    private final Desk desk;
    private final Profiles profiles;
    private final Map<String, Partner> partners = new TreeMap<>();
    private final Map<String, Problem> unopened = new HashMap<>();
    private final ExecutorService workers;
    private final ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor(threads("partner-files"));
    private List<Problem> reported = List.of();
    private Supplier<Set<String>> orphaned = Set::of;
    private boolean closed;

    /**
     * Where it finds and keeps its things.
     *
     * @param config the folder of the configuration, the parent of {@code partners}
     * @param spool a folder for what is on its way; each member has a folder of its own in it
     * @param node this member's name, the same after a restart: letters, digits and dashes
     * @param rest how long a file must not have changed before it is taken
     * @param largestFile the most bytes of one file
     * @param env the environment; answers {@code null} for a name it does not have
     */
    public record Settings(
            Path config, Path spool, String node, Duration rest, long largestFile, Function<String, String> env) {
        private static final Duration REST = Duration.ofSeconds(2);
        private static final long LARGEST_FILE = 100L << 20;

        public Settings {
            requireNonNull(config, "config");
            requireNonNull(spool, "spool");
            requireNonNull(rest, "rest");
            requireNonNull(env, "env");
            if (!node.matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
                throw new IllegalArgumentException("node must be letters, digits and dashes: " + node);
            }
            if (largestFile < 1) {
                throw new IllegalArgumentException("largestFile must be positive: " + largestFile);
            }
        }

        /** Files at rest for two seconds, of up to 100 MiB, and the environment of this process. */
        public Settings(Path config, Path spool, String node) {
            this(config, spool, node, REST, LARGEST_FILE, System::getenv);
        }
    }

    /**
     * Nothing happens before {@link #start()}.
     *
     * @param camel where {@code routes/partner-*.camel.yaml} have been loaded
     * @throws IllegalStateException if a route template is missing
     * @throws UncheckedIOException if the spool cannot be used
     */
    public PartnerFiles(
            CamelContext camel,
            Settings settings,
            DataSource database,
            Intake intake,
            Journal journal,
            InstantSource clock) {
        PartnerRoutes.requireTemplates(camel);
        this.workers = Executors.newFixedThreadPool(ROWS_AT_A_TIME, threads("partner-row"));
        this.desk = new Desk(
                camel,
                new FileStore(database),
                spool(settings),
                intake,
                journal,
                settings.node(),
                settings.rest(),
                workers,
                clock);
        this.profiles = new Profiles(settings.config(), settings.env());
    }

    private static Spool spool(Settings settings) {
        try {
            return new Spool(settings.spool().resolve(settings.node()), settings.largestFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + settings.spool() + " cannot be used", e);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Reads the profiles and begins to look for files, and for changes of the profiles every two seconds.
     *
     * @param orphaned names of members whose claimed files this one shall read, because they do not come back
     */
    public void start(Supplier<Set<String>> orphaned) {
        this.orphaned = orphaned;
        refresh();
        poll.scheduleWithFixedDelay(this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How it stands with each partner, in order of ids. */
    public synchronized List<PartnerStatus> partners() {
        return partners.values().stream().map(Partner::status).toList();
    }

    /** What is wrong now with files of profiles. */
    public synchronized List<Problem> problems() {
        List<Problem> all = new ArrayList<>(profiles.problems());
        all.addAll(unopened.values());
        return all;
    }

    /** Reads the profiles now. */
    public synchronized void refresh() {
        try {
            apply(profiles.read());
        } catch (IOException e) {
            log.warn("The folder of partners cannot be listed; everything stays as it is: {}", e.toString());
        }
    }

    private synchronized void look() {
        try {
            Optional<Map<String, Profile>> changed = profiles.readIfChanged();
            if (changed.isPresent()) {
                apply(changed.get());
            }
            Set<String> nodes = orphaned.get();
            partners.values().forEach(partner -> partner.adopt(nodes));
        } catch (IOException e) {
            log.warn("The folder of partners cannot be listed; everything stays as it is: {}", e.toString());
        } catch (RuntimeException | Error e) {
            // What is thrown out of here would end the looking for good.
            log.error("Looking for changes of partners failed; it is tried again", e);
        }
    }

    private void apply(Map<String, Profile> now) {
        if (closed) {
            return;
        }
        unopened.clear();
        List.copyOf(partners.values()).stream()
                .filter(partner ->
                        !partner.profile().equals(now.get(partner.profile().id())))
                .forEach(this::leave);
        now.values().stream()
                .filter(profile -> !partners.containsKey(profile.id()))
                .forEach(this::open);
        List<Problem> problems = problems();
        problems.stream().filter(problem -> !reported.contains(problem)).forEach(problem -> log.warn("{}", problem));
        reported = problems;
    }

    private void leave(Partner partner) {
        partners.remove(partner.profile().id());
        partner.close();
        log.info(
                "Partner {}: its files are not looked after any more",
                partner.profile().id());
    }

    private void open(Profile profile) {
        try {
            partners.put(profile.id(), new Partner(profile, desk));
        } catch (RuntimeException e) {
            unopened.put(profile.id(), Problem.of("partners/" + profile.id() + ".yaml", e.getMessage()));
        }
    }

    /** Breaks off what is under way where it can go on after the next start. */
    @Override
    public void close() {
        poll.shutdownNow();
        synchronized (this) {
            closed = true;
            partners.values().forEach(Partner::close);
            partners.clear();
        }
        workers.shutdownNow();
    }
}
