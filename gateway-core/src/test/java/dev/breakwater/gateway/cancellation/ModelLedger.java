package dev.breakwater.gateway.cancellation;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.ScopeItem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The journal as a model in memory: what the SQL does, in plain Java, one operation a transaction. {@code ModelLedgerTest} holds
 * it against the real one.
 */
public final class ModelLedger implements Ledger {
    private final InstantSource databaseClock;
    private final boolean fenced;
    /** By supplier and key; the value leads to the booking that stands for it. */
    private final Map<List<String>, Long> bookings = new LinkedHashMap<>();

    private final Map<UUID, ModelRow> rows = new LinkedHashMap<>();
    private final Map<UUID, IntentEntry> intents = new LinkedHashMap<>();
    private final List<ExchangeEntry> exchanges = new ArrayList<>();
    private final Set<String> paused = new TreeSet<>();

    /** A transition as an event row has it, without time and evidence. */
    public record Transition(int seq, String actor, Status status, StatusReason reason) {}

    /** An intent and what became of it. */
    public record IntentEntry(
            Intent intent,
            UUID cancellation,
            long booking,
            Intent.State state,
            String proof,
            Instant sendBy,
            boolean late) {
        public boolean isOpen() {
            return state == Intent.State.OPEN;
        }

        private IntentEntry closed(Intent.State end, String why) {
            return isOpen() ? new IntentEntry(intent, cancellation, booking, end, why, sendBy, late) : this;
        }

        private IntentEntry late(boolean told) {
            return new IntentEntry(intent, cancellation, booking, state, proof, sendBy, told);
        }

        private IntentEntry renewed(Instant next) {
            return new IntentEntry(intent, cancellation, booking, state, proof, next, late);
        }

        private IntentEntry of(long other) {
            return new IntentEntry(intent, cancellation, other, state, proof, sendBy, late);
        }
    }

    /** An exchange and what it belongs to. */
    public record ExchangeEntry(UUID subject, Optional<UUID> intent, Optional<UUID> ledTo, Exchange exchange) {}

    public ModelLedger(InstantSource databaseClock) {
        this(databaseClock, true);
    }

    private ModelLedger(InstantSource databaseClock, boolean fenced) {
        this.databaseClock = databaseClock;
        this.fenced = fenced;
    }

    /** One that compares no versions and asks for no owner, to see what these are good for. */
    public static ModelLedger withoutFence(InstantSource databaseClock) {
        return new ModelLedger(databaseClock, false);
    }

    public Admission accept(Acceptance order) {
        String supplier = order.instruction().supplier();
        long booking = rootOf(supplier, order.booking().value());
        return sameKey(order).or(() -> sameScope(order, booking)).orElseGet(() -> insert(order, booking));
    }

    private Optional<Admission> sameKey(Acceptance order) {
        return first(row -> row.hasKeyOf(order))
                .map(other -> other.requestHash().equals(order.requestHash())
                        ? new Admission.Replayed(other)
                        : new Admission.KeyReused(other));
    }

    private Optional<Admission> sameScope(Acceptance order, long booking) {
        Set<ScopeItem> scope = new HashSet<>(order.instruction().scope());
        Predicate<ModelRow> live = row -> row.booking == booking && !row.status.isWithoutEffect();
        return first(live.and(row -> scope.equals(
                        new HashSet<>(row.cancellation().instruction().scope()))))
                .<Admission>map(Admission.Duplicate::new)
                .or(() -> first(live.and(row -> Scopes.overlap(scope, row.cancellation())))
                        .map(Admission.Overlap::new));
    }

    private Admission insert(Acceptance order, long booking) {
        boolean starts = order.start().isPresent()
                && rows.values().stream().allMatch(row -> row.booking != booking || row.status.isFinal());
        ModelRow row = new ModelRow(order, booking, databaseClock.instant());
        if (starts) {
            row.start(order.start().get());
            open(order.start().get().intent(), order.id(), booking);
        }
        rows.put(order.id(), row);
        return new Admission.Accepted(row.cancellation(), starts);
    }

    private Optional<Cancellation> first(Predicate<ModelRow> wanted) {
        return rows.values().stream().filter(wanted).findFirst().map(ModelRow::cancellation);
    }

    private long rootOf(String supplier, String key) {
        return bookings.computeIfAbsent(List.of(supplier, key), name -> bookings.size() + 1L);
    }

    private void open(Intent intent, UUID cancellation, long booking) {
        Instant sendBy = databaseClock.instant().plus(SendBy.LIFE);
        intents.put(intent.id(), new IntentEntry(intent, cancellation, booking, Intent.State.OPEN, "", sendBy, false));
    }

    @Override
    public CompletableFuture<Changed> write(Change change) {
        ModelRow row = rows.get(change.id());
        if (change instanceof Change.TakeUp takeUp) {
            return CompletableFuture.completedFuture(takeUp(takeUp, row));
        }
        if (change instanceof Change.Repeat repeat) {
            return CompletableFuture.completedFuture(repeat(repeat, row));
        }
        return CompletableFuture.completedFuture(
                change instanceof Change.Intend intend ? intend(intend, row) : conclude((Change.Conclude) change, row));
    }

    private Changed takeUp(Change.TakeUp change, ModelRow row) {
        Instant now = databaseClock.instant();
        if (row == null || !row.isDue(now)) {
            return new Changed.Missed();
        }
        Status before = row.status;
        row.takeUp(change.claim(), now);
        List<Changed.OpenIntent> open = intents.values().stream()
                .filter(intent -> intent.cancellation().equals(change.id()) && intent.isOpen())
                .map(intent -> new Changed.OpenIntent(
                        intent.intent().id(),
                        intent.intent().unit(),
                        intent.intent().key(),
                        Duration.between(intent.sendBy(), now)))
                .toList();
        return new Changed.TakenUp(
                row.cancellation(),
                before,
                row.isExpired(now),
                open,
                before != Status.ACCEPTED && hasLateAnswer(change.id()));
    }

    private boolean hasLateAnswer(UUID cancellation) {
        return intents.values().stream()
                .anyMatch(intent -> intent.cancellation().equals(cancellation)
                        && intent.late()
                        && intent.state() != Intent.State.DONE);
    }

    private boolean isFenced(ModelRow row, Cancellation base, Claim claim) {
        return fenced && (row.version != base.version() || !row.owner.equals(Optional.of(claim.owner())));
    }

    private Changed repeat(Change.Repeat change, ModelRow row) {
        if (isFenced(row, change.base(), change.claim())
                || !intents.containsKey(change.intent())
                || !intents.get(change.intent()).isOpen()) {
            return new Changed.Missed();
        }
        Instant now = databaseClock.instant();
        intents.computeIfPresent(change.intent(), (id, intent) -> intent.renewed(now.plus(SendBy.LIFE)));
        row.goOn(change.progress(), change.claim(), now);
        return new Changed.Written(row.cancellation());
    }

    private Changed intend(Change.Intend change, ModelRow row) {
        Changed changed = tryToIntend(change, row);
        Optional<UUID> ledTo =
                changed instanceof Changed.Written ? Optional.of(change.intent().id()) : Optional.empty();
        append(change.id(), change.earlier(), ledTo, change.exchanges());
        if (changed instanceof Changed.Missed) {
            tellLate(change.earlier(), change.exchanges());
        }
        return changed;
    }

    private Changed tryToIntend(Change.Intend change, ModelRow row) {
        boolean inUse = intents.values().stream()
                .filter(intent -> intent.booking() == row.booking && intent.isOpen())
                .anyMatch(intent ->
                        !change.earlier().equals(Optional.of(intent.intent().id())));
        if (inUse) {
            return new Changed.BookingInUse();
        }
        if (isDoneElsewhere(row)) {
            return new Changed.DoneElsewhere();
        }
        if (change.base().attempts() > 1 && hasLateAnswer(change.id())) {
            return new Changed.LateAnswer();
        }
        if (isFenced(row, change.base(), change.claim())) {
            return new Changed.Missed();
        }
        change.earlier().ifPresent(id -> close(id, Intent.State.NOT_DONE, "CONTINUES"));
        open(change.intent(), change.id(), row.booking);
        row.goOn(change.progress(), change.claim(), databaseClock.instant());
        return new Changed.Written(row.cancellation());
    }

    private boolean isDoneElsewhere(ModelRow row) {
        Set<ScopeItem> scope = Set.copyOf(row.cancellation().instruction().scope());
        return rows.values().stream()
                .filter(other -> other != row && other.booking == row.booking)
                .map(ModelRow::cancellation)
                .filter(other -> other.effect() == Effect.DONE || other.effect() == Effect.PARTIAL)
                .anyMatch(other -> Scopes.overlap(scope, other));
    }

    private Changed conclude(Change.Conclude change, ModelRow row) {
        append(change.id(), change.intent(), Optional.empty(), change.exchanges());
        if (fenced && row.version != change.base().version()) {
            tellLate(change.intent(), change.exchanges());
            if (change.closed().equals(Optional.of(Intent.State.DONE))) {
                row.dispute(databaseClock.instant());
            }
            return new Changed.Missed();
        }
        if (change.base().status() != Status.IN_FLIGHT || change.outcome().reason() == StatusReason.LATE_ANSWER) {
            intents.replaceAll((id, intent) -> intent.cancellation().equals(change.id()) ? intent.late(false) : intent);
        }
        row.conclude(change.outcome(), databaseClock.instant());
        String proof = change.outcome().reason().name();
        change.intent().ifPresent(id -> change.closed().ifPresent(state -> close(id, state, proof)));
        change.aliases().forEach(alias -> learn(row, alias));
        return new Changed.Written(row.cancellation());
    }

    private void append(UUID subject, Optional<UUID> intent, Optional<UUID> ledTo, List<Exchange> told) {
        told.forEach(exchange -> exchanges.add(new ExchangeEntry(
                subject, exchange.request().kind().mayCommit() ? intent : Optional.empty(), ledTo, exchange)));
    }

    private void tellLate(Optional<UUID> intent, List<Exchange> told) {
        boolean answered = told.stream()
                .anyMatch(exchange ->
                        exchange.request().kind().mayCommit() && exchange.delivery() instanceof Delivery.Answered);
        if (answered && intent.filter(intents::containsKey).isPresent()) {
            IntentEntry late = intents.get(intent.get()).late(true);
            intents.put(intent.get(), late);
            rows.get(late.cancellation()).lookAgain(databaseClock.instant());
        }
    }

    private void close(UUID id, Intent.State state, String proof) {
        intents.computeIfPresent(id, (key, intent) -> intent.closed(state, proof));
    }

    private void learn(ModelRow row, BookingKey alias) {
        long booking = row.booking;
        Long known = bookings.putIfAbsent(List.of(row.cancellation().supplier(), alias.value()), booking);
        if (known == null || known == booking) {
            return;
        }
        bookings.replaceAll((name, root) -> root.equals(known) ? Long.valueOf(booking) : root);
        rows.values().stream().filter(other -> other.booking == known).forEach(other -> other.booking = booking);
        intents.replaceAll((id, intent) -> intent.booking() == known ? intent.of(booking) : intent);
    }

    @Override
    public boolean knowsIntent(UUID intent) {
        return intents.containsKey(intent);
    }

    @Override
    public Optional<Recorded> recorded(UUID cancellation, UUID intent) {
        return Optional.ofNullable(intents.get(intent))
                .map(entry -> new Recorded(
                        entry.intent().request(),
                        exchanges.stream()
                                .filter(one -> one.ledTo().equals(Optional.of(intent)))
                                .map(ExchangeEntry::exchange)
                                .filter(one -> one.operation() == Operation.CANCEL
                                        && one.delivery() instanceof Delivery.Answered)
                                .toList()));
    }

    @Override
    public Optional<Cancellation> find(UUID id) {
        return Optional.ofNullable(rows.get(id)).map(ModelRow::cancellation);
    }

    /** Makes it due now, as the end of a lease or of a wait would. */
    public void makeDue(UUID id) {
        rows.get(id).dueAt = Optional.of(databaseClock.instant());
    }

    /** As {@link Journal#releaseClaimsOf}; tells which. */
    public List<UUID> releaseClaimsOf(String member) {
        Instant now = databaseClock.instant();
        List<UUID> released = rows.entrySet().stream()
                .filter(entry -> entry.getValue().owner.orElse("").startsWith(member + "/"))
                .filter(entry ->
                        entry.getValue().dueAt.isPresent() && !entry.getValue().isDue(now))
                .map(Map.Entry::getKey)
                .toList();
        released.forEach(this::makeDue);
        return released;
    }

    public List<Cancellation> all() {
        return rows.values().stream().map(ModelRow::cancellation).toList();
    }

    public List<Transition> events(UUID id) {
        return rows.get(id).events();
    }

    public Optional<String> owner(UUID id) {
        return rows.get(id).owner;
    }

    public List<IntentEntry> intents() {
        return List.copyOf(intents.values());
    }

    public List<ExchangeEntry> exchanges() {
        return List.copyOf(exchanges);
    }

    @Override
    public List<Journal.Due> due(Collection<String> suppliers, int limit) {
        Instant now = databaseClock.instant();
        return suppliers.stream()
                .flatMap(supplier -> rows.values().stream()
                        .filter(row -> row.isDue(now))
                        .map(ModelRow::cancellation)
                        .filter(one -> one.supplier().equals(supplier))
                        .sorted(Comparator.comparing(one -> one.dueAt().orElseThrow()))
                        .limit(limit)
                        .map(one ->
                                new Journal.Due(supplier, one.id(), one.dueAt().orElseThrow(), Optional.empty(), 0)))
                .toList();
    }

    @Override
    public List<String> suppliersWithBacklog() {
        return all().stream()
                .filter(one -> one.dueAt().isPresent())
                .map(Cancellation::supplier)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<String> paused() {
        return List.copyOf(paused);
    }

    @Override
    public void pause(String what, String actor, String reason) {
        paused.add(what);
    }

    @Override
    public void resume(String supplier) {
        paused.remove(supplier);
    }
}
