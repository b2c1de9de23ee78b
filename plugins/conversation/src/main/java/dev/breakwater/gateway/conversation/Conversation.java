package dev.breakwater.gateway.conversation;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs one operation with one supplier. It alone decides what is certain afterwards; plugins only read and write the protocol.
 *
 * <p>Used once, by one thread.
 *
 * @param <O> what the operation answers
 */
public final class Conversation<O> {
    /** More requests than this in one operation mean that the plugin runs in a circle. */
    private static final int MOST_EXCHANGES = 20;

    /** A request that changes nothing is asked this often before the conversation gives up. */
    private static final int TRIES = 3;

    private final Operation operation;
    private final Transport transport;
    private final IntentLog intents;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final List<Exchange> exchanges = new ArrayList<>();
    private boolean committed;

    public Conversation(Operation operation, Transport transport, IntentLog intents, Clocks clocks) {
        this.operation = requireNonNull(operation, "operation");
        this.transport = requireNonNull(transport, "transport");
        this.intents = requireNonNull(intents, "intents");
        this.clock = clocks.wall();
        this.nanoTime = clocks.monotonic();
    }

    /**
     * The two clocks of a process.
     *
     * @param wall for what people and suppliers read
     * @param monotonic nanoseconds since some point, never set back; for spans within this process
     */
    public record Clocks(InstantSource wall, LongSupplier monotonic) {
        public static final Clocks SYSTEM = new Clocks(InstantSource.system(), System::nanoTime);

        public Clocks {
            requireNonNull(wall, "wall");
            requireNonNull(monotonic, "monotonic");
        }
    }

    /**
     * Talks until there is an outcome. Never throws for what plugin, transport or supplier do: whatever either of them throws, an
     * outcome keeps what was exchanged, and an exception would lose it.
     */
    public Outcome<O> run(Supplier<Step<O>> opening) {
        Step<O> step;
        try {
            step = requireNonNull(opening.get(), "first step");
        } catch (Throwable e) {
            return pluginFailed(e);
        }
        while (true) {
            if (step instanceof Step.Answer<O> answer) {
                return new Outcome.Answered<>(answer.value(), exchanges);
            }
            Step.Ask<O> ask = (Step.Ask<O>) step;
            String broken = brokenRule(ask.request());
            if (broken != null) {
                return broken(broken);
            }
            Turn<O> turn = ask.request().kind().mayCommit() ? commit(ask.request()) : look(ask.request());
            if (turn.end() != null) {
                return turn.end();
            }
            try {
                step = requireNonNull(ask.then().apply(turn.reply()), "next step");
            } catch (Throwable e) {
                return pluginFailed(e);
            }
        }
    }

    /** Either a reply to go on with, or the end. */
    private record Turn<O>(WireReply reply, Outcome<O> end) {}

    private String brokenRule(WireRequest request) {
        if (!operation.allows(request.kind())) {
            return "a " + request.kind() + " request is not allowed in " + operation;
        }
        if (committed && request.kind() != RequestKind.READ) {
            return "after a commit only reads are allowed";
        }
        if (exchanges.size() >= MOST_EXCHANGES) {
            return "more than " + MOST_EXCHANGES + " exchanges in one conversation";
        }
        return null;
    }

    private Turn<O> look(WireRequest request) {
        String cause = "";
        for (int attempt = 0; attempt < TRIES && exchanges.size() < MOST_EXCHANGES; attempt++) {
            Delivery delivery = send(request, () -> true);
            if (delivery instanceof Delivery.Answered answered) {
                return new Turn<>(answered.reply(), null);
            }
            if (delivery instanceof Delivery.HeldBack held) {
                return heldBack(held.why());
            }
            if (delivery instanceof Delivery.NotSent notSent) {
                cause = notSent.cause();
                break;
            }
            cause = ((Delivery.Lost) delivery).cause();
        }
        return new Turn<>(
                null,
                committed
                        ? new Outcome.InDoubt<>(Outcome.Doubt.REPLY_UNREADABLE, cause, exchanges)
                        : new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, cause, exchanges));
    }

    private Turn<O> heldBack(IntentLog.Withheld why) {
        return new Turn<>(
                null,
                committed
                        ? new Outcome.InDoubt<>(Outcome.Doubt.REPLY_UNREADABLE, "held back: " + why, exchanges)
                        : new Outcome.HeldBack<>(why, exchanges));
    }

    private Turn<O> commit(WireRequest request) {
        Permission permission = intents.intend(request, List.copyOf(exchanges));
        if (permission instanceof Permission.Denied denied) {
            return heldBack(denied.why());
        }
        CrashPoint.AFTER_INTENT.reach();
        Delivery delivery = send(request, goodbye(((Permission.Granted) permission).sendBy()));
        CrashPoint.AFTER_REPLY.reach();
        if (delivery instanceof Delivery.HeldBack held) {
            return heldBack(held.why());
        }
        if (delivery instanceof Delivery.NotSent notSent) {
            return new Turn<>(null, new Outcome.NotDone<>(Outcome.Cause.NOT_SENT, notSent.cause(), exchanges));
        }
        if (delivery instanceof Delivery.Lost lost) {
            return new Turn<>(null, new Outcome.InDoubt<>(Outcome.Doubt.REPLY_LOST, lost.cause(), exchanges));
        }
        Delivery.Answered answered = (Delivery.Answered) delivery;
        if (answered.credentialsRenewed()) {
            return new Turn<>(
                    null,
                    new Outcome.NotDone<>(
                            Outcome.Cause.CREDENTIALS_RENEWED, "the supplier refused our credentials", exchanges));
        }
        committed = true;
        return new Turn<>(answered.reply(), null);
    }

    private static BooleanSupplier goodbye(BooleanSupplier mayLeave) {
        return () -> {
            boolean leaves = mayLeave.getAsBoolean();
            if (leaves) {
                CrashPoint.BEFORE_WRITE.reach();
            }
            return leaves;
        };
    }

    private Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        Instant sentAt = clock.instant();
        long start = nanoTime.getAsLong();
        Delivery delivery;
        try {
            delivery = requireNonNull(transport.send(request, mayLeave), "delivery");
        } catch (Throwable e) {
            delivery = new Delivery.Lost("the transport failed: " + e.getClass().getSimpleName());
        }
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - start);
        if (!(delivery instanceof Delivery.HeldBack)) {
            exchanges.add(new Exchange(operation, request, sentAt, took, delivery));
        }
        return delivery;
    }

    private Outcome<O> pluginFailed(Throwable failure) {
        return broken("the plugin threw " + failure.getClass().getName() + place(failure));
    }

    /** What was thrown may be a class of the plugin's own, and throw in its turn. */
    private static String place(Throwable failure) {
        try {
            StackTraceElement[] trace = failure.getStackTrace();
            return trace.length == 0 ? "" : " at " + trace[0];
        } catch (Throwable e) {
            return "";
        }
    }

    private Outcome<O> broken(String detail) {
        return committed
                ? new Outcome.InDoubt<>(Outcome.Doubt.PLUGIN_FAILED, detail, exchanges)
                : new Outcome.Broken<>(detail, exchanges);
    }
}
