package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.IntentLog;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The scripted supplier and the wire to it, which may be struck by a {@link Mishap}. It knows what really happened. */
final class NastySupplier implements Transport, IntentLog {
    private static final Duration LONG_AGO = Duration.ofDays(1);

    private final PluginContract contract;
    private final List<WireRequest> commits = new ArrayList<>();
    private int units;
    private Mishap mishap = Mishap.NONE;
    private State state;
    private State afterCommit = State.CANCELLED;
    private Instant now = PluginContract.NOW;
    private Price price = Price.of("100.00", "12.50", "EUR");
    private Instant changedAt = PluginContract.NOW.minus(LONG_AGO);
    private WireReply previous = new WireReply(200, Map.of(), Bytes.EMPTY);
    private Duration clockIsBehind = Duration.ZERO;
    private int turn;
    private int commitRequests;
    private long nanos;
    private Throwable scriptFailure;

    /** @param units how many commits cancel the whole booking */
    NastySupplier(PluginContract contract, State state, int units) {
        this.contract = contract;
        this.state = state;
        this.units = units;
    }

    /** In which state a commit that is executed leads. */
    NastySupplier leadingTo(State next) {
        afterCommit = next;
        return this;
    }

    /** So many more commits cancel what is left of the booking. */
    void left(int more) {
        units = commits.size() + more;
    }

    /** Its clock is that much behind ours. */
    NastySupplier behind(Duration delay) {
        clockIsBehind = delay;
        return this;
    }

    NastySupplier charging(Price asked) {
        price = asked;
        return this;
    }

    /** Another time than the contract's. */
    NastySupplier at(Instant other) {
        now = other;
        changedAt = other.minus(LONG_AGO);
        return this;
    }

    NastySupplier in(State next) {
        state = next;
        return this;
    }

    /** A new operation begins, in which this goes wrong. */
    void expect(Mishap next) {
        mishap = next;
        turn = 0;
        commitRequests = 0;
        scriptFailure = null;
    }

    Clocks clocks() {
        return new Clocks(() -> PluginContract.NOW.plusNanos(nanos), () -> nanos);
    }

    State state() {
        return state;
    }

    Price price() {
        return price;
    }

    /** How many requests of this operation that would cancel have reached the supplier. */
    int commitRequests() {
        return commitRequests;
    }

    /** The commits that were executed. */
    List<WireRequest> commits() {
        return List.copyOf(commits);
    }

    /** What the script threw, which is a mistake of the test and not of the plugin. */
    Throwable scriptFailure() {
        return scriptFailure;
    }

    @Override
    public Permission intend(WireRequest request, List<Exchange> before) {
        return new Permission.Granted(SendBy.start(() -> nanos));
    }

    @Override
    public Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        Mishap.Blow blow = mishap.strikes(turn++) ? mishap.blow() : Mishap.NONE.blow();
        return blow.strike(new Call(request, mayLeave));
    }

    private final class Call implements Mishap.Wire {
        private final WireRequest request;
        private final BooleanSupplier mayLeave;

        Call(WireRequest request, BooleanSupplier mayLeave) {
            this.request = request;
            this.mayLeave = mayLeave;
        }

        @Override
        public Delivery answered() {
            if (!mayLeave.getAsBoolean()) {
                return new Delivery.NotSent("too late");
            }
            return new Delivery.Answered(executed(request), false);
        }

        @Override
        public Delivery answeredWithoutEffect(WireReply reply) {
            if (contract.effect(request) != Effect.NOTHING) {
                commitRequests++;
            }
            return new Delivery.Answered(reply, false);
        }

        @Override
        public WireReply previous() {
            return previous;
        }

        @Override
        public void sleep() {
            nanos += SendBy.LIFE.plusSeconds(1).toNanos();
        }
    }

    private WireReply executed(WireRequest request) {
        try {
            Effect effect = contract.effect(request);
            if (effect != Effect.NOTHING) {
                commitRequests++;
                execute(request, effect);
            }
            WireReply reply = contract.reply(request, new Scene(state, price, changedAt, commits));
            previous = reply;
            return reply;
        } catch (RuntimeException | Error e) {
            scriptFailure = e;
            throw e;
        }
    }

    private void execute(WireRequest request, Effect effect) {
        if (!state.executes()) {
            return;
        }
        commits.add(request);
        changedAt = now.plusSeconds(2).minus(clockIsBehind);
        boolean whole = effect == Effect.WHOLE || units > 1 && commits.size() == units;
        state = whole || afterCommit != State.CANCELLED ? afterCommit : State.PARTLY_CANCELLED;
    }
}
