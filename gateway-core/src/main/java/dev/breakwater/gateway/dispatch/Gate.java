package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.dispatch.Standing.Parked;
import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.Protection.Busy;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.plugin.WireReply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * One member's gate to one supplier: whether one more may go there now, and if not, how long to wait and why. Everything that
 * protects a supplier is asked here, and nowhere else. It learns from what becomes of every exchange. Guarded by itself.
 */
final class Gate {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration SOON = Duration.ofMillis(5);

    private final String supplier;
    private final Guards guards;
    private final Clocks clocks;
    private final Runnable room;
    private final Concurrency concurrency;
    private final Breaker breaker = new Breaker();
    private int places;
    private int questions;
    private int waitingQuestions;
    /** Whether the last one let in was a question: then the line is next, or there might be questions for ever. */
    private boolean lineIsNext;

    /** Who was let in and waits for further quota; they go first, or ever more would begin and nobody finish. */
    private int waitingInside;

    private boolean probeInHand;
    private boolean wasParked;

    /**
     * What all gates share.
     *
     * @param paused whether a person has paused the supplier of this id
     */
    record Guards(Quota quota, Predicate<String> paused, ParkedSuppliers parked) {}

    /** @param room told whenever a place has become free */
    Gate(String supplier, Guards guards, Clocks clocks, Runnable room) {
        this.supplier = supplier;
        this.guards = guards;
        this.clocks = clocks;
        this.room = room;
        this.concurrency = new Concurrency(now());
    }

    /** Whether one more may go. */
    sealed interface Answer {
        /** It may: it has a place, and its first exchange is paid. */
        record Open(Ticket ticket) implements Answer {}

        /** @param time until it is worth asking again; zero: when a place is given back, or the supplier is resumed */
        record Shut(Why why, Duration time) implements Answer {}
    }

    /** Why not now. */
    enum Why {
        PAUSED,
        PARKED,
        NO_PLACE,
        QUOTA
    }

    /** Lets one in from the line. */
    Answer enter(SupplierConfig config) {
        return enter(config, false);
    }

    /**
     * Lets one in whose caller waits for the answer: in turn with those in line where there is no room for all, but no more of
     * them than half of the connections, so that a slow supplier does not keep callers from asking others.
     *
     * @param patience how long it may take
     */
    Answer ask(SupplierConfig config, Duration patience) {
        if (!beginToAsk(config.protection())) {
            return new Answer.Shut(Why.NO_PLACE, Duration.ZERO);
        }
        long end = now() + patience.toNanos();
        while (true) {
            Answer answer = enter(config, true);
            if (answer instanceof Answer.Open) {
                return answer;
            }
            Answer.Shut shut = (Answer.Shut) answer;
            Duration pause = shut.time().isZero() ? SOON : shut.time();
            boolean worthWaiting = shut.why() == Why.NO_PLACE || shut.why() == Why.QUOTA;
            if (!worthWaiting
                    || now() + pause.toNanos() - end > 0
                    || Thread.currentThread().isInterrupted()) {
                giveUpAsking();
                return shut;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private Answer enter(SupplierConfig config, boolean question) {
        if (guards.paused().test(supplier)) {
            return new Answer.Shut(Why.PAUSED, Duration.ZERO);
        }
        Optional<Parked> parked = guards.parked().find(supplier);
        if (parked.isPresent() && !takeProbe(config.protection())) {
            return parked(parked.get());
        }
        if (parked.isEmpty() && isWaitedForInside()) {
            return new Answer.Shut(Why.QUOTA, SOON);
        }
        if (!takePlace(config.protection(), question, parked.isPresent())) {
            return new Answer.Shut(Why.NO_PLACE, Duration.ZERO);
        }
        Ticket ticket = new Ticket(this, config, clocks.monotonic(), parked.isPresent(), question);
        Duration wait = guards.quota().take(config);
        if (!wait.isZero()) {
            putBack(ticket);
            return new Answer.Shut(Why.QUOTA, wait);
        }
        return new Answer.Open(ticket);
    }

    private Answer parked(Parked stands) {
        Duration untilProbe = Duration.between(clocks.wall().instant(), stands.nextProbeAt());
        return new Answer.Shut(Why.PARKED, untilProbe.compareTo(SOON) < 0 ? SOON : untilProbe);
    }

    private boolean takeProbe(Protection protection) {
        synchronized (this) {
            wasParked = true;
            if (probeInHand) {
                probeInHand = false;
                return true;
            }
        }
        return guards.parked().claimProbe(supplier, protection.breaker().probeInterval());
    }

    private synchronized boolean takePlace(Protection protection, boolean question, boolean probe) {
        if (!probe && wasParked) {
            wasParked = false;
            probeInHand = false;
            breaker.reset();
            concurrency.restart(now(), protection);
        }
        int limit = probe ? protection.connections() : concurrency.limit(protection);
        if (places + (question || lineIsNext ? 0 : waitingQuestions) >= limit) {
            probeInHand |= probe;
            return false;
        }
        places++;
        lineIsNext = question;
        waitingQuestions -= question ? 1 : 0;
        return true;
    }

    private synchronized boolean beginToAsk(Protection protection) {
        if (questions >= Math.max(1, protection.connections() / 2)) {
            return false;
        }
        questions++;
        waitingQuestions++;
        return true;
    }

    private synchronized void giveUpAsking() {
        questions--;
        waitingQuestions--;
    }

    /** One that was let in did not go after all, and will ask again. */
    private synchronized void putBack(Ticket ticket) {
        places--;
        waitingQuestions += ticket.isQuestion() ? 1 : 0;
        probeInHand |= ticket.isProbe();
    }

    /** Whether it is worth the trouble to prepare for {@link #enter}. */
    boolean hasPlace(SupplierConfig config) {
        if (guards.paused().test(supplier) || guards.parked().find(supplier).isPresent()) {
            return false;
        }
        synchronized (this) {
            return places + waitingQuestions < concurrency.limit(config.protection());
        }
    }

    /** Whether one that was let in may go on to its next exchange, which is paid; empty: it may. */
    Optional<Answer.Shut> goOn(Ticket ticket) {
        if (guards.paused().test(supplier)) {
            return Optional.of(new Answer.Shut(Why.PAUSED, Duration.ZERO));
        }
        boolean probes = ticket.isProbe() && !ticket.isUsed();
        return guards.parked().find(supplier).filter(stands -> !probes).map(stands -> (Answer.Shut) parked(stands));
    }

    /** One that was let in waits until it can pay, before those that are not let in yet. */
    synchronized void beginToWait() {
        waitingInside++;
    }

    synchronized void endWaiting() {
        waitingInside--;
    }

    private synchronized boolean isWaitedForInside() {
        return waitingInside > 0;
    }

    /** Pays for one more exchange of one that was let in; empty: it is paid. */
    Optional<Answer.Shut> pay(Ticket ticket) {
        Optional<Answer.Shut> shut = goOn(ticket);
        if (shut.isPresent()) {
            return shut;
        }
        Duration wait = guards.quota().take(ticket.config());
        return wait.isZero() ? Optional.empty() : Optional.of(new Answer.Shut(Why.QUOTA, wait));
    }

    /** An exchange was paid for nothing. */
    void refund(SupplierConfig config) {
        guards.quota().giveBack(config);
    }

    /** Gives a place back. */
    void leave(Ticket ticket) {
        synchronized (this) {
            places--;
            questions -= ticket.isQuestion() ? 1 : 0;
            probeInHand |= ticket.isProbe() && !ticket.isUsed();
        }
        room.run();
    }

    /** What became of an exchange; answers whether that tells anything about the supplier. */
    boolean delivered(Ticket ticket, Delivery delivery, long began) {
        SupplierConfig config = ticket.config();
        long ended = now();
        Duration took = Duration.ofNanos(ended - began);
        Bearing bearing = Bearing.of(delivery, took, config.timeouts().response());
        boolean trips = note(bearing, began, ended, config.protection());
        boolean isParked = guards.parked().find(supplier).isPresent();
        Optional<Duration> asked = askedToWait(config, delivery);
        if (asked.isPresent()) {
            guards.parked().park(supplier, "it asked to wait: " + Bearing.describe(delivery, took), asked.get());
        } else if (trips && !isParked) {
            guards.parked()
                    .park(
                            supplier,
                            "too many calls fail; the last one: " + Bearing.describe(delivery, took),
                            config.protection().breaker().probeInterval());
        } else if (bearing == Bearing.WELL && ticket.isProbe() && isParked) {
            guards.parked().unpark(supplier);
        }
        return bearing != Bearing.UNTOLD;
    }

    private synchronized boolean note(Bearing bearing, long began, long ended, Protection protection) {
        switch (bearing) {
            case WELL -> concurrency.answered(began, ended, places, protection);
            case TOO_MUCH, FAILED -> concurrency.failed(began, ended, protection);
            case UNTOLD -> {
                return false;
            }
        }
        return breaker.trips(bearing == Bearing.FAILED, ended, protection.breaker());
    }

    private Optional<Duration> askedToWait(SupplierConfig config, Delivery delivery) {
        if (config.protection().busy() == Busy.ORDER || !(delivery instanceof Delivery.Answered answered)) {
            return Optional.empty();
        }
        WireReply reply = answered.reply();
        return reply.status() != TOO_MANY_REQUESTS && reply.status() != UNAVAILABLE
                ? Optional.empty()
                : Backoff.retryAfter(
                                reply, clocks.wall().instant(), config.retry().max())
                        .filter(wait -> !wait.isZero());
    }

    /** How the supplier is treated at present. */
    Standing standing(SupplierConfig config) {
        Quota.Left left = guards.quota().left(config);
        int limit;
        synchronized (this) {
            limit = concurrency.limit(config.protection());
        }
        return new Standing(guards.parked().find(supplier), limit, left.now(), left.today());
    }

    private long now() {
        return clocks.monotonic().getAsLong();
    }
}
