package dev.breakwater.gateway.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.SharedBinaries;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A journal on a real PostgreSQL, and short ways to write in it. */
final class JournalFixture implements AutoCloseable {
    static final Duration LEASE = Duration.ofMinutes(1);
    static final Claim CLAIM = new Claim("one/1", LEASE);

    private final Path folder;
    private final Database database;
    private final Journal journal;
    private final List<Cancellation> told = new ArrayList<>();

    JournalFixture(Path folder) {
        this.folder = folder;
        database = Database.open(DatabaseSettings.at(new DatabaseSettings.Local(SharedBinaries.databaseIn(folder))));
        journal = new Journal(database.dataSource(), GroupCommitSettings.named("journal"), this::hear);
    }

    private synchronized void hear(Cancellation cancellation) {
        told.add(cancellation);
    }

    synchronized List<Cancellation> told() {
        return List.copyOf(told);
    }

    Journal journal() {
        return journal;
    }

    Database database() {
        return database;
    }

    static List<ScopeItem> tickets(String... references) {
        return Stream.of(references)
                .map(reference -> new ScopeItem(ScopeType.TICKET, reference))
                .toList();
    }

    static Instruction instruction(String supplier, String booking, List<ScopeItem> scope) {
        return new Instruction(
                supplier,
                BookingReference.of(booking),
                scope,
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                new Guard.AnyPenalty(),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    static Acceptance order(String booking, ScopeItem... scope) {
        return order("web", "key-" + UUID.randomUUID(), booking, List.of(scope));
    }

    static Acceptance order(String caller, String key, String booking, List<ScopeItem> scope) {
        return new Acceptance(
                Ids.next(),
                caller,
                key,
                "hash",
                new BookingKey(booking),
                instruction("tower", booking, scope),
                Duration.ofHours(24),
                Progress.NONE,
                Optional.empty(),
                Optional.empty());
    }

    static Acceptance starting(Acceptance order) {
        Acceptance.Start start = new Acceptance.Start(CLAIM, intent(), committing(Progress.NONE));
        return new Acceptance(
                order.id(),
                order.caller(),
                order.key(),
                order.requestHash(),
                order.booking(),
                order.instruction(),
                order.giveUpAfter(),
                order.progress(),
                order.stake(),
                Optional.of(start));
    }

    static Intent intent() {
        WireRequest request =
                WireRequest.json(RequestKind.COMMIT, "DELETE", "/bookings/1", Map.of("Accept", "*/*"), "{}");
        return new Intent(Ids.next(), Unit.WHOLE, "stable", request);
    }

    static Progress open() {
        return Progress.NONE.withUnits(List.of(UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN)));
    }

    static Progress committing(Progress progress) {
        UnitProgress unit = UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN);
        return progress.withUnits(List.of(unit.committing(Instant.parse("2020-01-24T10:00:00Z"), "key")));
    }

    static Exchange exchange(RequestKind kind) {
        return new Exchange(
                Operation.CANCEL,
                WireRequest.json(kind, "POST", "/exchange", Map.of(), "{}"),
                Instant.parse("2020-01-24T10:00:00Z"),
                Duration.ofMillis(12),
                new Delivery.Lost("closed"));
    }

    static Exchange answered(RequestKind kind) {
        Exchange lost = exchange(kind);
        Delivery reply = new Delivery.Answered(
                new WireReply(200, Map.of("Content-Type", "application/json"), Bytes.utf8("{}")), false);
        return new Exchange(lost.operation(), lost.request(), lost.sentAt(), lost.took(), reply);
    }

    Admission admit(Acceptance order) {
        return journal.accept(order).join();
    }

    Cancellation accept(Acceptance order) {
        Admission admission = admit(order);
        assertThat(admission).isInstanceOf(Admission.Accepted.class);
        return ((Admission.Accepted) admission).cancellation();
    }

    CompletableFuture<Changed> takeUp(UUID id, String owner) {
        return journal.write(new Change.TakeUp(id, new Claim(owner, LEASE)));
    }

    Cancellation taken(Acceptance order) {
        return taken(accept(order).id());
    }

    Cancellation taken(UUID id) {
        return ((Changed.TakenUp) takeUp(id, CLAIM.owner()).join()).cancellation();
    }

    Changed intend(Cancellation base, Intent intent) {
        return intend(base, intent, Optional.empty(), CLAIM);
    }

    Changed intend(Cancellation base, Intent intent, Optional<UUID> earlier, Claim claim) {
        return journal.write(new Change.Intend(
                        base, intent, earlier, committing(base.progress()), List.of(exchange(RequestKind.READ)), claim))
                .join();
    }

    static Change.Conclusion conclusion(Status status, StatusReason reason, Progress progress, Duration delay) {
        return new Change.Conclusion(
                status, reason, "gateway", Map.of("why", "test"), progress, 0, Optional.ofNullable(delay));
    }

    static Progress refused(Progress progress) {
        UnitProgress unit = UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN);
        return progress.withUnits(
                List.of(unit.inState(UnitProgress.State.REFUSED, StatusReason.TOO_LATE, SupplierWord.NONE)));
    }

    static Progress cancelled(Progress progress) {
        UnitProgress unit = UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN);
        return progress.withUnits(List.of(unit.cancelled(StatusReason.CONFIRMED, Refund.UNKNOWN, SupplierWord.NONE)));
    }

    Changed conclude(Cancellation base, Change.Conclusion outcome) {
        return conclude(base, outcome, Optional.empty(), Optional.empty(), Set.of());
    }

    Changed conclude(
            Cancellation base,
            Change.Conclusion outcome,
            Optional<UUID> intent,
            Optional<Intent.State> closed,
            Set<BookingKey> aliases) {
        return journal.write(new Change.Conclude(
                        base, outcome, List.of(exchange(RequestKind.COMMIT)), intent, closed, aliases))
                .join();
    }

    /** Ends an order as refused, so that its booking is free. */
    void refuse(Acceptance order) {
        Cancellation base = taken(order);
        conclude(base, conclusion(Status.REFUSED, StatusReason.TOO_LATE, refused(base.progress()), null));
    }

    /** Learns that two references are one booking. */
    Cancellation merge(Acceptance order, String alias) {
        Cancellation base = taken(order);
        Changed changed = conclude(
                base,
                conclusion(Status.SCHEDULED, StatusReason.BUSY, open(), Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Set.of(new BookingKey(alias)));
        return ((Changed.Written) changed).cancellation();
    }

    int update(String sql, Object... parameters) {
        return journal.update(sql, parameters);
    }

    String ask(String sql, Object... parameters) {
        return journal.query(sql, List.of(parameters), row -> String.valueOf(row.getString(1)))
                .get(0);
    }

    /** Lets all leases run out. */
    void expireLease(UUID id) {
        update("update cancellation set due_at = clock_timestamp() - interval '1 s' where id = ?", id);
    }

    @Override
    public void close() {
        journal.close();
        database.close();
        SharedBinaries.release(folder);
    }
}
