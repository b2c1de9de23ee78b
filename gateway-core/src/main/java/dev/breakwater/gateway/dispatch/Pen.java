package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.cancellation.UnitProgress.State;
import dev.breakwater.gateway.conversation.CrashPoint;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.postgres.CommitFailure;
import dev.breakwater.gateway.postgres.CommitUnknown;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what one run comes to, step by step, and knows how its cancellation stands meanwhile. Used once, by one thread.
 */
final class Pen {
    private static final Logger log = LoggerFactory.getLogger(Pen.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Office office;
    private final SupplierConfig supplier;
    private final Ticket ticket;
    private final List<Exchange> unwritten = new ArrayList<>();
    private Cancellation order;
    private Optional<UUID> intent = Optional.empty();
    private long leaseEnd;

    /** @param order as the claim left it, a moment ago */
    Pen(Office office, Ticket ticket, Cancellation order) {
        this.office = office;
        this.ticket = ticket;
        this.supplier = ticket.config();
        this.order = order;
        leaseBegins();
    }

    private void leaseBegins() {
        leaseEnd = office.clocks().monotonic().getAsLong()
                + office.claim(supplier).lease().toNanos();
    }

    /** How it stands, as far as it is written. */
    Cancellation order() {
        return order;
    }

    /** The intent whose effect is open. */
    Optional<UUID> intent() {
        return intent;
    }

    /** There is an intent already. */
    void take(UUID open) {
        intent = Optional.of(open);
    }

    /** Exchanges that are to be written with whatever is written next. */
    void note(List<Exchange> exchanges) {
        unwritten.addAll(exchanges);
    }

    /**
     * Writes an intent, and everything noted.
     *
     * @param progress with the unit committing
     * @param key what repeats of the same request carry
     */
    Permission intend(WireRequest request, String unit, String key, Progress progress) {
        Intent next = new Intent(Ids.next(), unit, key, request);
        SendBy sendBy = SendBy.start(office.clocks().monotonic());
        Changed changed;
        try {
            changed = office.journal()
                    .write(new Change.Intend(order, next, intent, progress, unwritten, office.claim(supplier)))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommitUnknown) {
                readAgain(next.id());
            }
            return new Permission.Denied(Withheld.JOURNAL_UNKNOWN);
        }
        unwritten.clear();
        if (changed instanceof Changed.Written granted) {
            intent = Optional.of(next.id());
            return granted(granted, sendBy);
        }
        if (changed instanceof Changed.BookingInUse) {
            return new Permission.Denied(Withheld.BOOKING_IN_USE);
        }
        if (changed instanceof Changed.DoneElsewhere) {
            return new Permission.Denied(Withheld.DONE_ELSEWHERE);
        }
        return new Permission.Denied(
                changed instanceof Changed.LateAnswer ? Withheld.LATE_ANSWER : Withheld.CLAIM_LOST);
    }

    /** Writes that the commit of the open intent leaves once more. */
    Permission repeat(Progress progress) {
        SendBy sendBy = SendBy.start(office.clocks().monotonic());
        try {
            Changed changed = office.journal()
                    .write(new Change.Repeat(order, intent.orElseThrow(), progress, office.claim(supplier)))
                    .join();
            return changed instanceof Changed.Written granted
                    ? granted(granted, sendBy)
                    : new Permission.Denied(Withheld.CLAIM_LOST);
        } catch (CompletionException e) {
            return new Permission.Denied(Withheld.JOURNAL_UNKNOWN);
        }
    }

    private Permission granted(Changed.Written granted, SendBy sendBy) {
        order = granted.cancellation();
        leaseBegins();
        return new Permission.Granted(sendBy);
    }

    /** After a lost commit nobody knows whether the intent is written; it was certainly not sent. */
    private void readAgain(UUID unknown) {
        try {
            if (office.journal().knowsIntent(unknown)) {
                intent = Optional.of(unknown);
                unwritten.clear();
                Cancellation found = office.journal().find(order.id()).orElseThrow();
                order = found.version() == order.version() + 1 ? found : order;
            }
        } catch (JournalUnavailable e) {
            log.warn(
                    "Whether an intent of {} is written cannot be read; its claim runs out: {}",
                    order.id(),
                    e.toString());
        }
    }

    /** Writes the end of the run, as long as the claim lasts. Its place at the supplier is free before that. */
    void conclude(Verdict verdict) {
        ticket.giveBack();
        Optional<Intent.State> closed = intent.flatMap(open -> closed(verdict));
        Change.Conclude change =
                new Change.Conclude(order, verdict.conclusion(), unwritten, intent, closed, verdict.aliases());
        Duration pause = FIRST_PAUSE;
        boolean unknown = false;
        while (true) {
            String problem;
            try {
                if (unknown && isWritten(change)) {
                    return;
                }
                unknown = false;
                Changed changed = office.journal().write(change).join();
                CrashPoint.AFTER_OUTCOME.reach();
                if (changed instanceof Changed.Written written) {
                    Cancellation now = written.cancellation();
                    log.debug("Turned out {}: {}", now.status(), now.reason());
                } else {
                    log.warn("{} was taken over by another member meanwhile; what was exchanged is kept", order.id());
                }
                return;
            } catch (JournalUnavailable e) {
                problem = e.toString();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof CommitFailure)) {
                    throw e;
                }
                unknown = e.getCause() instanceof CommitUnknown;
                problem = e.getCause().toString();
            }
            if (office.clocks().monotonic().getAsLong() + pause.toNanos() - leaseEnd >= 0) {
                // Whoever takes it up finds the open intent and looks.
                log.warn("What came of {} could not be written while its claim lasted: {}", order.id(), problem);
                return;
            }
            office.rest().accept(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** One commit may have been about several units: it is settled with the last of them, and done if any of them is. */
    private Optional<Intent.State> closed(Verdict verdict) {
        Progress progress = verdict.conclusion().progress();
        if (progress.uncertain().isPresent()) {
            return Optional.empty();
        }
        Optional<String> key = order.progress().current().flatMap(UnitProgress::commitKey);
        boolean done = progress.units().stream()
                .filter(unit -> key.isPresent() && unit.commitKey().equals(key))
                .anyMatch(unit -> unit.state() == State.CANCELLED || unit.state() == State.PARTLY_CANCELLED);
        return verdict.closed().map(state -> done ? Intent.State.DONE : state);
    }

    private boolean isWritten(Change.Conclude change) {
        Cancellation found = office.journal().find(order.id()).orElseThrow();
        return found.version() == change.base().version() + 1
                && found.status() == change.outcome().status()
                && found.reason() == change.outcome().reason()
                && found.progress().equals(change.outcome().progress());
    }
}
