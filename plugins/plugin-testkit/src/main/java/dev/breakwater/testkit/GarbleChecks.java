package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.WireReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a plugin makes of replies that arrive other than they were sent. */
final class GarbleChecks {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private GarbleChecks() {}

    /** All the ways in which a kind of garbling can strike one reply. */
    private interface Garblings extends Function<WireReply, Map<String, UnaryOperator<WireReply>>> {}

    static void truncated(Bench bench) {
        strike(bench, Garbling::truncated);
    }

    static void wrongCharset(Bench bench) {
        strike(bench, Garbling::inWrongCharsets);
    }

    static void wrongContentType(Bench bench) {
        strike(bench, Garbling::withWrongContentTypes);
    }

    static void unknownWords(Bench bench) {
        strike(bench, Garbling::withUntoldWords);
    }

    static void doctype(Bench bench) {
        for (NastySupplier supplier : List.of(WireChecks.cancelled(bench), bench.supplier(State.ACTIVE))) {
            each(bench.lookup(supplier, true, Mishap.NONE), Garbling::withDoctypes, mishap -> {
                Run<LookupResult> lookup = bench.lookup(supplier, true, mishap);
                if (lookup.answer()
                        .map(Claim::of)
                        .filter(claim -> claim != Claim.NONE)
                        .isPresent()) {
                    throw lookup.breaks(bench.rule(), "the plugin has read it");
                }
            });
        }
        each(bench.cancel(bench.supplier(State.ACTIVE), Mishap.NONE), Garbling::withDoctypes, mishap -> {
            Run<CancelResult> cancel = bench.cancel(bench.supplier(State.ACTIVE), mishap);
            if (cancel.answer()
                    .map(Claim::of)
                    .filter(claim -> claim == Claim.HAPPENED)
                    .isPresent()) {
                throw cancel.breaks(bench.rule(), "the plugin has read it");
            }
        });
    }

    /** Only the last reply of each operation: what reads it reads the others. */
    static void huge(Bench bench) {
        NastySupplier cancelled = WireChecks.cancelled(bench);
        int cancelTurn = bench.cancel(bench.supplier(State.ACTIVE), Mishap.NONE).turns() - 1;
        int lookupTurn = bench.lookup(cancelled, true, Mishap.NONE).turns() - 1;
        Garbling.huge(new WireReply(200, Map.of(), Bytes.EMPTY)).forEach((name, garbling) -> {
            timed(bench, () -> bench.cancel(bench.supplier(State.ACTIVE), Mishap.garbled(name, cancelTurn, garbling)));
            timed(bench, () -> bench.lookup(cancelled, true, Mishap.garbled(name, lookupTurn, garbling)));
        });
    }

    private static void timed(Bench bench, Supplier<Run<?>> operation) {
        long start = System.nanoTime();
        Run<?> run = operation.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(LONGEST) > 0) {
            throw run.breaks(bench.rule(), "it took " + took.toMillis() + " ms");
        }
    }

    private static void strike(Bench bench, Garblings garblings) {
        for (State state : List.of(State.ACTIVE, State.REFUSED)) {
            if (bench.shows(state)) {
                each(
                        bench.cancel(bench.supplier(state), Mishap.NONE),
                        garblings,
                        mishap -> bench.cancel(bench.supplier(state), mishap));
            }
        }
        for (NastySupplier supplier : List.of(WireChecks.cancelled(bench), bench.supplier(State.ACTIVE))) {
            each(bench.lookup(supplier, true, Mishap.NONE), garblings, mishap -> bench.lookup(supplier, true, mishap));
        }
        if (bench.can(Capability.QUOTE)) {
            Run<QuoteResult> clean = bench.quote(bench.supplier(State.ACTIVE), Mishap.NONE);
            each(clean, garblings, mishap -> bench.quote(bench.supplier(State.ACTIVE), mishap));
        }
    }

    /** Every garbling of every reply of an operation that went well. */
    private static void each(Run<?> clean, Garblings garblings, Consumer<Mishap> run) {
        for (int i = 0; i < clean.turns(); i++) {
            int turn = i;
            if (clean.outcome().exchanges().get(i).delivery() instanceof Delivery.Answered answered) {
                garblings
                        .apply(answered.reply())
                        .forEach((name, garbling) -> run.accept(Mishap.garbled(name, turn, garbling)));
            }
        }
    }
}
