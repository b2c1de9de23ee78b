package dev.breakwater.gateway;

import dev.breakwater.gateway.cancellation.Census;
import dev.breakwater.gateway.cancellation.Census.Count;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Standing;
import dev.breakwater.gateway.supplier.Suppliers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of each supplier. Suppliers come and go, and some figures are the database's, so they are looked at now and then
 * and not when they are asked for. The database is asked by one member for all.
 */
final class SupplierMeters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SupplierMeters.class);
    private static final int SECONDS_BETWEEN_LOOKS = 2;
    private static final int SECONDS_BETWEEN_COUNTS = 30;

    private final MeterRegistry registry;
    private final Journal journal;
    private final Dispatcher dispatcher;
    private final Suppliers suppliers;
    private final MultiGauge parked;
    private final MultiGauge concurrency;
    private final MultiGauge quota;
    private final MultiGauge backlog;
    private final MultiGauge doubts;
    private final MultiGauge doubtAge;
    private final MultiGauge reviews;
    private final MultiGauge reviewAge;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "meters");
        thread.setDaemon(true);
        return thread;
    });

    /** The suppliers whose missed deadlines are counted; a counter is registered once. */
    private final Set<String> counted = new HashSet<>();

    SupplierMeters(MeterRegistry registry, Journal journal, Dispatcher dispatcher, Suppliers suppliers) {
        this.registry = registry;
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.suppliers = suppliers;
        parked = gauge("breakwater.parked", "1 while nothing is sent because the supplier fails or asked for it");
        concurrency = gauge("breakwater.concurrency", "Exchanges at a time this member allows itself");
        quota = gauge("breakwater.quota.left", "Exchanges that could begin now, or today");
        backlog = gauge("breakwater.backlog", "Cancellations that wait for a time or are under way");
        doubts = gauge("breakwater.in.doubt", "Cancellations of which a commit may have been done");
        doubtAge = seconds("breakwater.in.doubt.age", "Since the earliest commit nobody knows the effect of");
        reviews = gauge("breakwater.reviews", "Cancellations that wait for a person");
        reviewAge = seconds("breakwater.reviews.age", "How long the longest waiting of them has waited");
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private MultiGauge seconds(String name, String description) {
        return MultiGauge.builder(name)
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }

    /** Begins to look. While everything starts, the cluster has others to answer. */
    void start() {
        clockwork.scheduleWithFixedDelay(quietly(this::look), 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        clockwork.scheduleWithFixedDelay(quietly(this::count), 0, SECONDS_BETWEEN_COUNTS, TimeUnit.SECONDS);
    }

    private static Runnable quietly(Runnable look) {
        return () -> {
            try {
                look.run();
            } catch (RuntimeException e) {
                log.debug("Some metrics are not up to date: {}", e.toString());
            }
        };
    }

    private void look() {
        Map<String, Standing> standings = new TreeMap<>();
        suppliers.all().forEach(supplier -> standings.put(supplier.id(), dispatcher.standing(supplier)));
        show(parked, standings, standing -> standing.parked().isPresent() ? 1 : 0);
        show(concurrency, standings, Standing::concurrency);
        List<Row<?>> left = new ArrayList<>();
        standings.forEach((supplier, standing) -> {
            standing.quotaNow().ifPresent(calls -> left.add(Row.of(quota(supplier, "now"), calls)));
            standing.quotaToday().ifPresent(calls -> left.add(Row.of(quota(supplier, "today"), calls)));
        });
        quota.register(left, true);
        standings.keySet().stream().filter(counted::add).forEach(this::missedDeadlines);
    }

    private static Tags quota(String supplier, String period) {
        return Tags.of("supplier", supplier, "period", period);
    }

    private void missedDeadlines(String supplier) {
        FunctionCounter.builder("breakwater.deadlines.missed", dispatcher, all -> all.missedDeadlines(supplier))
                .tag("supplier", supplier)
                .description("Deadlines this member saw pass with their orders still waiting")
                .register(registry);
    }

    /** Members that do not count show nothing: the one that does tells it for all. */
    private void count() {
        Optional<Census> taken = dispatcher.leads() ? Optional.of(journal.census()) : Optional.empty();
        Map<String, Count> counts = new TreeMap<>();
        taken.ifPresent(census -> {
            TreeSet<String> known = new TreeSet<>(census.counts().keySet());
            suppliers.all().forEach(supplier -> known.add(supplier.id()));
            known.forEach(supplier -> counts.put(supplier, census.of(supplier)));
        });
        show(backlog, counts, Count::backlog);
        show(doubts, counts, Count::inDoubt);
        show(doubtAge, counts, count -> count.longestDoubt().toMillis() / 1000.0);
        show(reviews, counts, Count::reviews);
        show(reviewAge, counts, count -> count.longestReview().toMillis() / 1000.0);
    }

    private static <T> void show(MultiGauge gauge, Map<String, T> seen, ToDoubleFunction<T> value) {
        Function<Map.Entry<String, T>, Row<?>> row =
                one -> Row.of(Tags.of("supplier", one.getKey()), value.applyAsDouble(one.getValue()));
        gauge.register(seen.entrySet().stream().<Row<?>>map(row).toList(), true);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
