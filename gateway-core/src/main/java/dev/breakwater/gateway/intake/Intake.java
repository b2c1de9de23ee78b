package dev.breakwater.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Admission;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.CrashPoint;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.OrderCheck;
import dev.breakwater.gateway.dispatch.Prepared;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.postgres.CommitUnknown;
import dev.breakwater.gateway.postgres.NotCommitted;
import dev.breakwater.gateway.postgres.Overloaded;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Waiver;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Accepts orders. What it has answered with a receipt is durable. */
public final class Intake {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int MOST_METADATA = 50;
    private static final int LONGEST_METADATA = 500;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Suppliers suppliers;
    private final Journal journal;
    private final Quotes quotes;
    private final Dispatcher dispatcher;
    private final Watch watch;
    private final Front front;
    private final LongAdder knownToFront = new LongAdder();
    private final LongAdder knownToJournal = new LongAdder();
    private volatile boolean open = true;

    public Intake(
            Suppliers suppliers,
            Journal journal,
            Quotes quotes,
            Dispatcher dispatcher,
            Watch watch,
            HazelcastInstance hazelcast) {
        this.suppliers = suppliers;
        this.journal = journal;
        this.quotes = quotes;
        this.dispatcher = dispatcher;
        this.watch = watch;
        this.front = new Front(hazelcast);
        front.prepare();
    }

    /**
     * How many orders stood for a cancellation already, since this member started.
     *
     * @param front found in the cluster's memory
     * @param journal found in the journal
     */
    public record Repeats(long front, long journal) {}

    public Repeats repeats() {
        return new Repeats(knownToFront.sum(), knownToJournal.sum());
    }

    /** Whether orders are still to be brought here. */
    public boolean isOpen() {
        return open;
    }

    /** From now on the doors send new orders away. One that is through already is accepted. */
    public void close() {
        open = false;
    }

    /**
     * Accepts an order, or finds the cancellation that stands for it already.
     *
     * @param watched whether the receipt of a new one shall tell its end
     * @throws Rejection if it is not accepted; then nothing was written and no supplier asked
     */
    public Receipt accept(Order order, boolean watched) {
        checkKey(order);
        String hash = hash(order);
        Optional<Cancellation> earlier = earlier(order);
        if (earlier.isPresent()) {
            return sameKey(earlier.get(), hash);
        }
        Supplier supplier = OrderCheck.connected(suppliers, order.supplier());
        Connection connection = supplier.connection().orElseThrow();
        BookingKey booking = OrderCheck.check(connection, order.booking(), order.scope(), order.waiver());
        checkMetadata(order);
        Optional<KeptQuote> quote = quote(order, connection);
        Instruction instruction = instruction(order, connection, quote);
        Progress progress = quote.filter(kept -> keepsWaiver(instruction, kept))
                .map(Intake::offered)
                .orElse(Progress.NONE);
        UUID id = Ids.next();
        Optional<Prepared> prepared = dispatcher.prepare(id, supplier, instruction, progress);
        Acceptance acceptance = new Acceptance(
                id,
                order.caller(),
                order.key(),
                hash,
                booking,
                instruction,
                supplier.config().retry().giveUpAfter(),
                progress,
                dispatcher.stake(instruction, progress),
                prepared.map(Prepared::start));
        return accept(acceptance, prepared, watched);
    }

    /** A key that was used is answered from the journal, even when its supplier or its plugin is gone meanwhile. */
    private Optional<Cancellation> earlier(Order order) {
        boolean connected =
                suppliers.find(order.supplier()).flatMap(Supplier::connection).isPresent();
        Optional<Cancellation> found = connected
                ? front.find(order.caller(), order.key()).flatMap(journal::find)
                : journal.find(order.caller(), order.key());
        found.ifPresent(known -> (connected ? knownToFront : knownToJournal).increment());
        return found;
    }

    private Receipt accept(Acceptance acceptance, Optional<Prepared> prepared, boolean watched) {
        UUID id = acceptance.id();
        Optional<CompletableFuture<Cancellation>> end = watched ? Optional.of(watch.end(id)) : Optional.empty();
        boolean begun = false;
        try {
            Admission admission = admit(acceptance, prepared);
            if (admission instanceof Admission.Accepted accepted) {
                CrashPoint.AFTER_ACCEPT.reach();
                begun = accepted.started();
                if (begun) {
                    dispatcher.begin(accepted.cancellation(), prepared.orElseThrow());
                } else {
                    dispatcher.due(accepted.cancellation());
                }
                front.remember(acceptance.caller(), acceptance.key(), id);
                return new Receipt(Receipt.Kind.ACCEPTED, accepted.cancellation(), end);
            }
            watch.forget(id);
            return notNew(acceptance, admission);
        } catch (RuntimeException e) {
            watch.forget(id);
            throw e;
        } finally {
            if (!begun) {
                prepared.ifPresent(place -> dispatcher.giveBack(id, place));
            }
        }
    }

    private Admission admit(Acceptance acceptance, Optional<Prepared> prepared) {
        try {
            return journal.accept(acceptance).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommitUnknown) {
                prepared.ifPresent(start -> dispatcher.abandon(acceptance.id(), start));
                throw Rejection.tryAgain(
                        Code.ACCEPTANCE_UNKNOWN,
                        "The connection to the journal was lost while it wrote. The order may have been accepted;"
                                + " send it again with the same Idempotency-Key to find out.",
                        SOON);
            }
            if (e.getCause() instanceof Overloaded) {
                throw Rejection.tryAgain(Code.OVERLOADED, "Too much is waiting to be written.", SOON);
            }
            if (e.getCause() instanceof NotCommitted) {
                throw Rejection.tryAgain(
                        Code.JOURNAL_UNAVAILABLE, "The journal cannot be reached; nothing was accepted.", SOON);
            }
            throw e;
        }
    }

    private Receipt notNew(Acceptance acceptance, Admission admission) {
        knownToJournal.increment();
        if (admission instanceof Admission.Replayed replayed) {
            return Receipt.of(Receipt.Kind.REPLAYED, replayed.cancellation());
        }
        if (admission instanceof Admission.KeyReused) {
            throw keyReused();
        }
        boolean overlap = admission instanceof Admission.Overlap;
        Cancellation earlier =
                overlap ? ((Admission.Overlap) admission).earlier() : ((Admission.Duplicate) admission).earlier();
        if (!earlier.caller().equals(acceptance.caller())) {
            throw Rejection.of(
                    Code.ORDERED_BY_OTHERS, "This booking is being cancelled, or was, by order of another caller.");
        }
        if (overlap) {
            throw Rejection.naming(
                    Code.SCOPE_OVERLAP,
                    "An order for the same booking overlaps with this one without being equal.",
                    earlier.id());
        }
        return Receipt.of(Receipt.Kind.DUPLICATE, earlier);
    }

    private static Receipt sameKey(Cancellation earlier, String hash) {
        if (!earlier.requestHash().equals(hash)) {
            throw keyReused();
        }
        return Receipt.of(Receipt.Kind.REPLAYED, earlier);
    }

    private static Rejection keyReused() {
        return Rejection.of(
                Code.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key stands for another request. Use a new key for a new order.");
    }

    private static void checkKey(Order order) {
        if (!KEY.matcher(order.key()).matches()) {
            throw Rejection.of(
                    Code.INVALID_REQUEST,
                    "The Idempotency-Key has 1 to 255 printable ASCII characters without blanks.");
        }
    }

    private static void checkMetadata(Order order) {
        List<FieldError> errors = new ArrayList<>();
        if (order.metadata().size() > MOST_METADATA) {
            errors.add(new FieldError("/metadata", "has at most " + MOST_METADATA + " entries"));
        }
        order.metadata().forEach((name, value) -> {
            if (name.length() > LONGEST_METADATA || value.length() > LONGEST_METADATA) {
                errors.add(new FieldError(
                        "/metadata", "names and values have at most " + LONGEST_METADATA + " characters"));
            }
        });
        if (!errors.isEmpty()) {
            throw Rejection.ofFields(Code.INVALID_REQUEST, "Some fields are wrong.", errors);
        }
    }

    private Optional<KeptQuote> quote(Order order, Connection connection) {
        if (!(order.guard() instanceof Limit.AnyPenalty) && !connection.info().can(Capability.QUOTE)) {
            throw Rejection.of(
                    Code.NOT_SUPPORTED,
                    "This supplier's protocol cannot tell terms before it cancels; only acceptAnyPenalty is possible.");
        }
        if (!(order.guard() instanceof Limit.ByQuote byQuote)) {
            return Optional.empty();
        }
        KeptQuote quote = quotes.find(byQuote.quoteId())
                .filter(kept -> kept.caller().equals(order.caller()))
                .filter(kept -> kept.supplier().equals(order.supplier()))
                .filter(kept -> connection
                        .protocol()
                        .canonical(kept.booking())
                        .equals(connection.protocol().canonical(order.booking())))
                .filter(kept -> new HashSet<>(kept.scope()).equals(new HashSet<>(order.scope())))
                .orElseThrow(() -> Rejection.ofFields(
                        Code.UNKNOWN_QUOTE,
                        "There is no such quote of yours for this supplier, booking and scope.",
                        List.of(new FieldError("/quoteId", "is not a quote for this order"))));
        return Optional.of(quote);
    }

    private static Instruction instruction(Order order, Connection connection, Optional<KeptQuote> quote) {
        Guard guard;
        if (order.guard() instanceof Limit.MaxPenalty max) {
            guard = new Guard.MaxPenalty(max.limit());
        } else if (quote.isPresent()) {
            Money penalty = quote.get()
                    .penalty()
                    .orElseThrow(() -> Rejection.ofFields(
                            Code.UNKNOWN_QUOTE,
                            "This quote does not know the penalty, so it cannot limit it.",
                            List.of(new FieldError("/quoteId", "use maxPenalty or acceptAnyPenalty"))));
            guard = new Guard.Quoted(quote.get().id(), penalty);
        } else {
            guard = new Guard.AnyPenalty();
        }
        boolean carriesWaiver = connection.info().can(Capability.WAIVER);
        return new Instruction(
                order.supplier(),
                order.booking(),
                order.scope(),
                order.reason(),
                order.requestedAt(),
                guard,
                carriesWaiver ? order.waiver() : Optional.empty(),
                order.metadata(),
                order.deadlines(),
                order.trace());
    }

    /** Units quoted with another waiver, or without the one that is required, are not committed; they are quoted anew. */
    private static boolean keepsWaiver(Instruction instruction, KeptQuote quote) {
        return quote.waiver().equals(instruction.waiver())
                && (quote.waiverApplied()
                        || !instruction.waiver().map(Waiver::required).orElse(false));
    }

    private static Progress offered(KeptQuote quote) {
        List<UnitProgress> units = quote.units().stream()
                .map(offer -> UnitProgress.open(offer.unit(), offer.terms()))
                .toList();
        return Progress.NONE.withQuote(Optional.of(quote.id()), units, quote.expiresAt());
    }

    /** Of everything the caller said but the key: the order of fields and white space do not matter. */
    private static String hash(Order order) {
        StringBuilder text = new StringBuilder();
        part(text, order.supplier());
        part(text, order.booking().reference());
        part(text, order.booking().ownReference());
        part(text, order.booking().traveller().map(Traveller::name));
        part(text, order.booking().traveller().map(Traveller::email));
        parts(text, order.booking().attributes());
        part(text, order.scope().size());
        order.scope().forEach(item -> {
            part(text, item.type());
            part(text, item.reference());
        });
        part(text, order.reason());
        part(text, order.requestedAt());
        part(text, order.guard());
        part(text, order.waiver());
        parts(text, order.metadata());
        // An order without any has the hash that a former version gave it.
        order.deadlines().forEach(deadline -> part(text, deadline));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void part(StringBuilder text, Object part) {
        String value = String.valueOf(part);
        text.append(value.length()).append(':').append(value);
    }

    private static void parts(StringBuilder text, Map<String, String> parts) {
        part(text, parts.size());
        new TreeMap<>(parts).forEach((name, value) -> {
            part(text, name);
            part(text, value);
        });
    }
}
