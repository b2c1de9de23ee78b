package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.JournalFixture.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays the same random operations, fitting and unfitting ones, on the model and on the journal in PostgreSQL, and compares
 * every result and what is written in the end.
 */
final class ModelLedgerTest {
    private static final Duration FAR = Duration.ofHours(1);
    private static final List<String> OWNERS = List.of("one/1", "one/2", "two/1");

    @TempDir
    static Path folder;

    private static JournalFixture database;

    @BeforeAll
    static void open() {
        database = new JournalFixture(folder);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theModelDoesWhatTheJournalDoes(long seed) {
        new Play(seed).play(150);
    }

    /** One random play; its bookings, callers and ids are its own. */
    private static final class Play {
        private final long seed;
        private final Random random;
        private final ModelLedger model = new ModelLedger(Instant::now);
        private final List<UUID> orders = new ArrayList<>();
        private final List<UUID> intents = new ArrayList<>();
        private final List<Cancellation> seen = new ArrayList<>();
        private long ids;

        Play(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play(int steps) {
            for (int step = 0; step < steps; step++) {
                take(step);
            }
            orders.forEach(this::compareRows);
        }

        private void take(int step) {
            String what = "seed " + seed + ", step " + step;
            int turn = orders.isEmpty() ? 0 : random.nextInt(10);
            if (turn < 2) {
                Acceptance order = order();
                assertThat(digest(model.accept(order)))
                        .as(what)
                        .isEqualTo(digest(database.journal().accept(order).join()));
                if (model.find(order.id()).isPresent()) {
                    orders.add(order.id());
                    seen.add(database.journal().find(order.id()).orElseThrow());
                }
            } else if (turn == 2) {
                UUID id = any(orders);
                if (model.find(id).orElseThrow().dueAt().isPresent()) {
                    model.makeDue(id);
                    database.expireLease(id);
                }
            } else {
                Change change = turn < 5 ? takeUp() : turn < 7 ? intend() : turn < 8 ? repeat() : conclude();
                Changed written = database.journal().write(change).join();
                assertThat(digest(model.write(change).join())).as(what).isEqualTo(digest(written));
                remember(written);
            }
        }

        private void remember(Changed changed) {
            if (changed instanceof Changed.TakenUp taken) {
                seen.add(taken.cancellation());
            } else if (changed instanceof Changed.Written written) {
                seen.add(written.cancellation());
            }
        }

        private UUID id() {
            return new UUID(seed << 16 | 0x7000, 0x8000_0000_0000_0000L | ++ids);
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private String booking() {
            return "S" + seed + "-" + random.nextInt(6);
        }

        private Acceptance order() {
            List<ScopeItem> scope = any(List.of(List.of(), tickets("1"), tickets("2"), tickets("1", "2")));
            String booking = booking();
            Acceptance order = new Acceptance(
                    id(),
                    "caller" + seed,
                    "key" + random.nextInt(40),
                    any(List.of("hash", "hash", "other")),
                    new BookingKey(booking),
                    JournalFixture.instruction("tower", booking, scope),
                    any(List.of(Duration.ZERO, FAR)),
                    Progress.NONE,
                    Optional.empty());
            if (random.nextBoolean()) {
                return order;
            }
            Intent intent = intent();
            Acceptance.Start start = new Acceptance.Start(claim(), intent, JournalFixture.committing(Progress.NONE));
            return new Acceptance(
                    order.id(),
                    order.caller(),
                    order.key(),
                    order.requestHash(),
                    order.booking(),
                    order.instruction(),
                    order.giveUpAfter(),
                    order.progress(),
                    Optional.of(start));
        }

        private Intent intent() {
            Intent intent =
                    new Intent(id(), Unit.WHOLE, "key", JournalFixture.intent().request());
            intents.add(intent.id());
            return intent;
        }

        private Claim claim() {
            return new Claim(any(OWNERS), FAR);
        }

        private Change takeUp() {
            return new Change.TakeUp(any(orders), claim());
        }

        /** Mostly the latest state of an order, sometimes one of long ago; the database knows bookings by numbers of its own. */
        private Cancellation base() {
            return random.nextInt(4) == 0
                    ? any(seen)
                    : database.journal().find(any(orders)).orElseThrow();
        }

        private Optional<UUID> someIntent() {
            return intents.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(any(intents));
        }

        private Change intend() {
            Cancellation base = base();
            String owner =
                    model.owner(base.id()).filter(name -> random.nextInt(5) > 0).orElseGet(() -> any(OWNERS));
            return new Change.Intend(
                    base,
                    intent(),
                    random.nextInt(3) == 0 ? someIntent() : openOf(base.id()),
                    JournalFixture.committing(base.progress()),
                    exchanges(),
                    new Claim(owner, FAR));
        }

        private Change repeat() {
            Cancellation base = base();
            Optional<UUID> intent = openOf(base.id());
            return intent.isEmpty()
                    ? conclude()
                    : new Change.Repeat(
                            base,
                            intent.get(),
                            JournalFixture.committing(base.progress()),
                            new Claim(model.owner(base.id()).orElseGet(() -> any(OWNERS)), FAR));
        }

        private Optional<UUID> openOf(UUID order) {
            return model.intents().stream()
                    .filter(intent -> intent.cancellation().equals(order) && intent.isOpen())
                    .map(intent -> intent.intent().id())
                    .findFirst();
        }

        private List<Exchange> exchanges() {
            return any(List.of(
                    List.of(),
                    List.of(JournalFixture.exchange(RequestKind.READ), JournalFixture.exchange(RequestKind.COMMIT)),
                    List.of(JournalFixture.answered(RequestKind.READ), JournalFixture.answered(RequestKind.COMMIT))));
        }

        private Change conclude() {
            Cancellation base = base();
            Set<Status> allowed = Transitions.from(base.status());
            if (allowed.isEmpty()) {
                return takeUp();
            }
            Status status = any(allowed.stream().sorted().toList());
            return new Change.Conclude(
                    base,
                    conclusion(status),
                    exchanges(),
                    random.nextInt(3) == 0 ? someIntent() : openOf(base.id()),
                    any(List.of(
                            Optional.<Intent.State>empty(),
                            Optional.of(Intent.State.DONE),
                            Optional.of(Intent.State.NOT_DONE))),
                    random.nextInt(4) == 0 ? Set.of(new BookingKey(booking())) : Set.of());
        }

        private Change.Conclusion conclusion(Status status) {
            boolean waits = Set.of(Status.SCHEDULED, Status.IN_DOUBT, Status.AWAITING_SUPPLIER)
                    .contains(status);
            return new Change.Conclusion(
                    status,
                    any(List.of(StatusReason.BUSY, StatusReason.CONFIRMED)),
                    any(List.of("gateway", "operator:anna")),
                    Map.of(),
                    progress(status),
                    random.nextInt(3),
                    waits ? Optional.of(any(List.of(Duration.ofSeconds(-1), Duration.ZERO, FAR))) : Optional.empty());
        }

        private static Progress progress(Status status) {
            UnitProgress open = UnitProgress.open(Unit.whole(List.of()), Terms.UNKNOWN);
            UnitProgress done = open.cancelled(StatusReason.CONFIRMED, Refund.UNKNOWN, SupplierWord.NONE);
            return switch (status) {
                case CANCELLED -> Progress.NONE.withUnits(List.of(done));
                case PARTIALLY_CANCELLED ->
                    Progress.NONE.withUnits(List.of(open.partlyCancelled(
                            StatusReason.CONFIRMED, Refund.UNKNOWN, tickets("2"), SupplierWord.NONE)));
                case IN_DOUBT, AWAITING_SUPPLIER ->
                    Progress.NONE.withUnits(List.of(open.committing(Instant.EPOCH, "key")
                            .inState(UnitProgress.State.IN_DOUBT, StatusReason.REPLY_LOST, SupplierWord.NONE)));
                case ACCEPTED, IN_FLIGHT, SCHEDULED, NEEDS_REVIEW, REFUSED, EXPIRED, WITHDRAWN ->
                    Progress.NONE.withUnits(List.of(open));
            };
        }

        private static String digest(Admission admission) {
            if (admission instanceof Admission.Accepted accepted) {
                return "accepted " + digest(accepted.cancellation()) + accepted.started();
            }
            if (admission instanceof Admission.Replayed replayed) {
                return "replayed " + digest(replayed.cancellation());
            }
            if (admission instanceof Admission.KeyReused reused) {
                return "key reused " + digest(reused.earlier());
            }
            return admission instanceof Admission.Duplicate duplicate
                    ? "duplicate " + digest(duplicate.earlier())
                    : "overlap " + digest(((Admission.Overlap) admission).earlier());
        }

        private static String digest(Changed changed) {
            if (changed instanceof Changed.TakenUp taken) {
                return "taken up " + digest(taken.cancellation()) + taken.before() + taken.expired() + taken.late()
                        + taken.open().stream()
                                .map(open -> open.id() + open.unit() + open.key())
                                .toList();
            }
            return changed instanceof Changed.Written written
                    ? "written " + digest(written.cancellation())
                    : changed.toString();
        }

        /** Without times, and without the booking's number, which a merge changes behind everybody's back. */
        private static String digest(Cancellation one) {
            return String.join(
                    " ",
                    one.id().toString(),
                    one.status().name(),
                    one.reason().name(),
                    one.effect().name(),
                    one.progress().toString(),
                    one.attempts() + "/" + one.lookups(),
                    one.dueAt().isPresent() ? "due" : "rests",
                    "version " + one.version());
        }

        private void compareRows(UUID id) {
            Cancellation modelled = model.find(id).orElseThrow();
            assertThat(digest(modelled))
                    .isEqualTo(digest(database.journal().find(id).orElseThrow()));
            assertThat(model.owner(id).orElse("null"))
                    .isEqualTo(database.ask("select claimed_by from cancellation where id = ?", id));
            assertThat(model.events(id))
                    .isEqualTo(database.journal().events(id).stream()
                            .map(event -> new ModelLedger.Transition(
                                    event.seq(), event.actor(), event.status(), event.reason()))
                            .toList());
            assertThat(model.intents().stream()
                            .filter(intent -> intent.cancellation().equals(id))
                            .map(intent -> intent.intent().id() + " " + intent.state() + " " + intent.proof())
                            .toList()
                            .toString())
                    .isEqualTo(database.ask(
                            "select coalesce('[' || string_agg(id || ' ' || state || ' ' || coalesce(proof, ''), ', '"
                                    + " order by id) || ']', '[]') from intent where cancellation_id = ?",
                            id));
            assertThat(model.exchanges().stream()
                            .filter(entry -> entry.subject().equals(id))
                            .map(entry -> entry.exchange().request().kind() + " " + entry.intent())
                            .toList())
                    .isEqualTo(database.journal().exchanges(id).stream()
                            .map(exchange -> exchange.kind() + " " + exchange.intent())
                            .toList());
            assertThat(String.valueOf(model.all().stream()
                            .filter(other -> other.bookingId() == modelled.bookingId())
                            .count()))
                    .isEqualTo(database.ask(
                            "select count(*) from cancellation c join cancellation mine on c.booking_id = mine.booking_id"
                                    + " where mine.id = ?",
                            id));
        }
    }
}
