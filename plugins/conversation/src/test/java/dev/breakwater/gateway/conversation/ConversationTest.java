package dev.breakwater.gateway.conversation;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConversationTest {
    private static final Instant NOW = Instant.parse("2020-01-24T10:00:00Z");
    private static final WireRequest READ = request(RequestKind.READ);
    private static final WireRequest PREPARE = request(RequestKind.PREPARE);
    private static final WireRequest COMMIT = request(RequestKind.COMMIT);
    private static final WireRequest MAY_COMMIT = request(RequestKind.MAY_COMMIT);

    private final AtomicLong nanos = new AtomicLong();
    private final Wire wire = new Wire();
    private final Log log = new Log();

    /** A supplier that answers by a script, and remembers what reached it. */
    private static final class Wire implements Transport {
        private final Deque<Function<BooleanSupplier, Delivery>> script = new ArrayDeque<>();
        private final List<WireRequest> left = new ArrayList<>();

        Wire then(Delivery delivery) {
            return then(mayLeave -> delivery);
        }

        Wire then(Function<BooleanSupplier, Delivery> move) {
            script.add(move);
            return this;
        }

        @Override
        public Delivery send(WireRequest request, BooleanSupplier mayLeave) {
            if (!mayLeave.getAsBoolean()) {
                return new Delivery.NotSent("too late");
            }
            left.add(request);
            return script.isEmpty() ? ok("ok") : script.remove().apply(mayLeave);
        }
    }

    /** A journal that grants or denies, and remembers what it was told. */
    private final class Log implements IntentLog {
        private final List<WireRequest> written = new ArrayList<>();
        private final List<List<Exchange>> before = new ArrayList<>();
        private Supplier<Permission> answer = () -> new Permission.Granted(SendBy.start(nanos::get));

        @Override
        public Permission intend(WireRequest request, List<Exchange> exchanges) {
            assertThat(wire.left).as("the intent comes before the request").doesNotContain(request);
            written.add(request);
            before.add(exchanges);
            return answer.get();
        }
    }

    private static WireRequest request(RequestKind kind) {
        return WireRequest.json(kind, "POST", "/" + kind, Map.of(), "{}");
    }

    private static Delivery ok(String body) {
        return new Delivery.Answered(new WireReply(200, Map.of(), Bytes.utf8(body)), false);
    }

    private static Delivery lost() {
        return new Delivery.Lost("closed");
    }

    private static Delivery notSent() {
        return new Delivery.NotSent("refused");
    }

    private Outcome<String> run(Operation operation, Supplier<Step<String>> opening) {
        Clocks clocks = new Clocks(() -> NOW, nanos::get);
        return new Conversation<String>(operation, wire, log, clocks).run(opening);
    }

    private Outcome<String> cancel(Supplier<Step<String>> opening) {
        return run(Operation.CANCEL, opening);
    }

    private static Step<String> text(WireRequest request) {
        return ask(request, reply -> answer(reply.text()));
    }

    @Test
    void answersWithoutAskingAnybody() {
        Outcome<String> outcome = cancel(() -> answer("nothing to do"));

        assertThat(outcome).isEqualTo(new Outcome.Answered<>("nothing to do", List.of()));
        assertThat(outcome.lastReply()).isEmpty();
        assertThat(log.written).isEmpty();
    }

    @Test
    void readsPreparesCommitsAndReadsAgainInTheOrderThePluginAsks() {
        wire.then(ok("a")).then(ok("b")).then(ok("c")).then(ok("d"));

        Outcome<String> outcome =
                cancel(() -> ask(READ, a -> ask(PREPARE, b -> ask(COMMIT, c -> ask(READ, d -> answer(d.text()))))));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.value()).isEqualTo("d"));
        assertThat(wire.left).containsExactly(READ, PREPARE, COMMIT, READ);
        assertThat(log.written).containsExactly(COMMIT);
        assertThat(log.before.get(0)).extracting(Exchange::request).containsExactly(READ, PREPARE);
        assertThat(outcome.exchanges()).extracting(Exchange::request).containsExactly(READ, PREPARE, COMMIT, READ);
        assertThat(outcome.lastReply()).map(WireReply::text).hasValue("d");
    }

    @Test
    void recordsWhenARequestLeftAndHowLongItTook() {
        wire.then(mayLeave -> {
            nanos.addAndGet(Duration.ofMillis(30).toNanos());
            return ok("a");
        });

        Outcome<String> outcome = run(Operation.LOOKUP, () -> text(READ));

        assertThat(outcome.exchanges()).singleElement().satisfies(exchange -> {
            assertThat(exchange.operation()).isEqualTo(Operation.LOOKUP);
            assertThat(exchange.sentAt()).isEqualTo(NOW);
            assertThat(exchange.took()).isEqualTo(Duration.ofMillis(30));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            names = {"READ", "PREPARE"})
    void givesUpWhatChangesNothingAfterThreeLostReplies(RequestKind kind) {
        wire.then(lost()).then(lost()).then(lost());

        Outcome<String> outcome = cancel(() -> text(request(kind)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotDone.class, notDone -> {
            assertThat(notDone.cause()).isEqualTo(Outcome.Cause.NOT_SENT);
            assertThat(notDone.detail()).isEqualTo("closed");
        });
        assertThat(wire.left).hasSize(3);
        assertThat(outcome.exchanges()).hasSize(3);
    }

    @Test
    void asksALostReadAgainAndGoesOn() {
        wire.then(lost()).then(lost()).then(ok("third"));

        assertThat(run(Operation.LOOKUP, () -> text(READ))).isInstanceOf(Outcome.Answered.class);
        assertThat(wire.left).hasSize(3);
    }

    @Test
    void doesNotInsistOnAReadThatCannotBeSent() {
        wire.then(notSent());

        assertThat(cancel(() -> text(READ))).isInstanceOf(Outcome.NotDone.class);
        assertThat(wire.left).hasSize(1);
    }

    @Test
    void isInDoubtWhenTheReplyToACommitIsLostAndSendsItOnce() {
        wire.then(lost());

        Outcome<String> outcome = cancel(() -> text(COMMIT));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.InDoubt.class,
                        doubt -> assertThat(doubt.doubt()).isEqualTo(Outcome.Doubt.REPLY_LOST));
        assertThat(wire.left).containsExactly(COMMIT);
    }

    @Test
    void hasDoneNothingWhenACommitIsNotSent() {
        wire.then(notSent());

        Outcome<String> outcome = cancel(() -> text(COMMIT));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotDone.class,
                        notDone -> assertThat(notDone.cause()).isEqualTo(Outcome.Cause.NOT_SENT));
        assertThat(outcome.exchanges()).hasSize(1);
    }

    @Test
    void doesNotSendACommitWhoseTimePassedWhileItsIntentWasWritten() {
        log.answer = () -> {
            SendBy sendBy = SendBy.start(nanos::get);
            nanos.addAndGet(SendBy.LIFE.toNanos());
            return new Permission.Granted(sendBy);
        };

        Outcome<String> outcome = cancel(() -> text(COMMIT));

        assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
        assertThat(wire.left).isEmpty();
    }

    @Test
    void sendsACommitUntilTheLastNanosecondEvenWhenTheClockOverflows() {
        nanos.set(Long.MAX_VALUE - 5);
        SendBy sendBy = SendBy.start(nanos::get);

        nanos.addAndGet(SendBy.LIFE.toNanos() - 1);
        assertThat(sendBy.getAsBoolean()).isTrue();
        nanos.incrementAndGet();
        assertThat(sendBy.getAsBoolean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Withheld.class)
    void holdsACommitBackThatMayNotLeave(Withheld why) {
        log.answer = () -> new Permission.Denied(why);

        Outcome<String> outcome = cancel(() -> ask(READ, reply -> text(COMMIT)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.HeldBack.class, held -> assertThat(held.why()).isEqualTo(why));
        assertThat(wire.left).containsExactly(READ);
        assertThat(outcome.exchanges()).hasSize(1);
    }

    @Test
    void hasDoneNothingWhenACommitWasRefusedForOurOldCredentials() {
        wire.then(new Delivery.Answered(new WireReply(401, Map.of(), Bytes.EMPTY), true));

        Outcome<String> outcome = cancel(() -> text(COMMIT));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotDone.class,
                        notDone -> assertThat(notDone.cause()).isEqualTo(Outcome.Cause.CREDENTIALS_RENEWED));
        assertThat(wire.left).hasSize(1);
    }

    @Test
    void letsThePluginReadARefusalThatNewCredentialsDoNotHelp() {
        wire.then(new Delivery.Answered(new WireReply(401, Map.of(), Bytes.utf8("who?")), false));

        assertThat(cancel(() -> text(COMMIT)))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.value()).isEqualTo("who?"));
    }

    static List<Throwable> failuresOfCode() {
        return List.of(
                new IllegalStateException("of the plugin"),
                new NoClassDefFoundError("Missing"),
                new StackOverflowError(),
                new AssertionError("of the plugin"),
                new OutOfMemoryError("a body too large to parse"),
                new java.io.IOException("thrown by stealth"),
                new Unprintable());
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new UnsupportedOperationException("nor can it be looked at");
        }
    }

    @ParameterizedTest
    @MethodSource("failuresOfCode")
    void isBrokenWhenThePluginFailsBeforeACommit(Throwable failure) {
        assertThat(cancel(() -> raise(failure)))
                .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        broken -> assertThat(broken.detail())
                                .contains(failure.getClass().getName()));
        assertThat(cancel(() -> ask(READ, reply -> raise(failure)))).isInstanceOf(Outcome.Broken.class);
    }

    @ParameterizedTest
    @MethodSource("failuresOfCode")
    void isInDoubtWhenThePluginFailsAfterACommit(Throwable failure) {
        Outcome<String> outcome = cancel(() -> ask(COMMIT, reply -> raise(failure)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.InDoubt.class,
                        doubt -> assertThat(doubt.doubt()).isEqualTo(Outcome.Doubt.PLUGIN_FAILED));
        assertThat(outcome.exchanges()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("failuresOfCode")
    void isInDoubtWhenTheTransportFailsWithACommitInHand(Throwable failure) {
        wire.then(mayLeave -> raise(failure));

        Outcome<String> outcome = cancel(() -> text(COMMIT));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.InDoubt.class,
                        doubt -> assertThat(doubt.doubt()).isEqualTo(Outcome.Doubt.REPLY_LOST));
        assertThat(outcome.exchanges())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.delivery()).isInstanceOf(Delivery.Lost.class));
        assertThat(wire.left).hasSize(1);
    }

    @Test
    void isInDoubtWhenTheTransportTellsNothing() {
        wire.then((Delivery) null);

        assertThat(cancel(() -> text(COMMIT))).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    void takesASecondCommitForABrokenPluginAndDoesNotSendIt() {
        Outcome<String> outcome = cancel(() -> ask(COMMIT, first -> text(request(RequestKind.COMMIT))));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.InDoubt.class,
                        doubt -> assertThat(doubt.doubt()).isEqualTo(Outcome.Doubt.PLUGIN_FAILED));
        assertThat(wire.left).containsExactly(COMMIT);
        assertThat(log.written).hasSize(1);
    }

    @Test
    void preparesNothingAfterACommit() {
        assertThat(cancel(() -> ask(COMMIT, first -> text(PREPARE)))).isInstanceOf(Outcome.InDoubt.class);
        assertThat(wire.left).containsExactly(COMMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTE, READ, true",
        "QUOTE, PREPARE, true",
        "QUOTE, MAY_COMMIT, true",
        "QUOTE, COMMIT, false",
        "CANCEL, READ, true",
        "CANCEL, PREPARE, true",
        "CANCEL, MAY_COMMIT, false",
        "CANCEL, COMMIT, true",
        "LOOKUP, READ, true",
        "LOOKUP, PREPARE, false",
        "LOOKUP, MAY_COMMIT, false",
        "LOOKUP, COMMIT, false",
    })
    void sendsOnlyTheKindsAnOperationAllows(Operation operation, RequestKind kind, boolean allowed) {
        Outcome<String> outcome = run(operation, () -> text(request(kind)));

        assertThat(outcome).isInstanceOf(allowed ? Outcome.Answered.class : Outcome.Broken.class);
        assertThat(wire.left).hasSize(allowed ? 1 : 0);
        assertThat(log.written).hasSize(allowed && kind.mayCommit() ? 1 : 0);
    }

    @Test
    void isInDoubtWhenAQuoteThatMayCommitIsLost() {
        wire.then(lost());

        assertThat(run(Operation.QUOTE, () -> text(MAY_COMMIT))).isInstanceOf(Outcome.InDoubt.class);
        assertThat(log.written).containsExactly(MAY_COMMIT);
    }

    @Test
    void endsAPluginThatRunsInACircle() {
        Outcome<String> outcome = run(Operation.LOOKUP, ConversationTest::circle);

        assertThat(outcome).isInstanceOf(Outcome.Broken.class);
        assertThat(wire.left).hasSize(20);
    }

    @Test
    void isInDoubtWhenAPluginRunsInACircleAfterACommit() {
        Outcome<String> outcome = cancel(() -> ask(COMMIT, reply -> circle()));

        assertThat(outcome).isInstanceOf(Outcome.InDoubt.class);
        assertThat(wire.left).hasSize(20).filteredOn(COMMIT::equals).hasSize(1);
    }

    private static Step<String> circle() {
        return ask(READ, reply -> circle());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void isInDoubtWhenWhatACommitDidCannotBeRead(boolean sent) {
        wire.then(ok("accepted")).then(sent ? lost() : notSent()).then(lost()).then(lost());

        Outcome<String> outcome = cancel(() -> ask(COMMIT, reply -> text(READ)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.InDoubt.class,
                        doubt -> assertThat(doubt.doubt()).isEqualTo(Outcome.Doubt.REPLY_UNREADABLE));
        assertThat(outcome.lastReply()).map(WireReply::text).hasValue("accepted");
    }

    @Test
    void isBrokenWhenThePluginHasNoFirstOrNextStep() {
        assertThat(cancel(() -> null)).isInstanceOf(Outcome.Broken.class);
        assertThat(cancel(() -> ask(READ, reply -> null))).isInstanceOf(Outcome.Broken.class);
        assertThat(cancel(() -> ask(COMMIT, reply -> null))).isInstanceOf(Outcome.InDoubt.class);
    }

    @Test
    void neverPrintsWhatThePluginSaidWhenItFailed() {
        Outcome<String> outcome = cancel(() -> raise(new IllegalStateException("Li Na, li.na@example.com")));

        assertThat(((Outcome.Broken<String>) outcome).detail()).doesNotContain("Li Na");
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T raise(Throwable failure) throws E {
        throw (E) failure;
    }
}
