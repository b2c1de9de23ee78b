package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.function.IntFunction;

/** What a plugin makes of requests that are not sent, and of replies that are lost or belong to something else. */
final class WireChecks {
    private static final int[] PROXY_ERRORS = {500, 502, 504};

    private WireChecks() {}

    static void lostBeforeSending(Bench bench) {
        int turns = bench.cancel(bench.supplier(State.ACTIVE), Mishap.NONE).turns();
        for (int turn = 0; turn < turns; turn++) {
            for (Mishap mishap : List.of(Mishap.notSent(turn), Mishap.sentTooLate(turn))) {
                NastySupplier supplier = bench.supplier(State.ACTIVE);
                bench.cancel(supplier, mishap);
                if (supplier.commits().isEmpty()) {
                    Run<CancelResult> again = bench.cancel(supplier, Mishap.NONE);
                    StateChecks.expect(bench, again, CancelResult.Cancelled.class);
                }
            }
        }
    }

    static void cutAfterSending(Bench bench) {
        int turns = bench.cancel(bench.supplier(State.ACTIVE), Mishap.NONE).turns();
        for (int turn = 0; turn < turns; turn++) {
            looksUp(bench, Mishap.lostAndDone(turn));
            NastySupplier supplier = bench.supplier(State.ACTIVE);
            Run<CancelResult> cut = bench.cancel(supplier, Mishap.lostAndNotDone(turn));
            if (cut.outcome() instanceof Outcome.InDoubt<CancelResult>
                    && supplier.commits().isEmpty()) {
                StateChecks.expect(bench, bench.lookup(supplier, true, Mishap.NONE), LookupResult.Active.class);
                sameCommit(bench, cut, bench.cancel(supplier, Mishap.NONE));
            }
        }
    }

    /** What is sent again after a look-up proved that nothing was done must be recognisable by the supplier. */
    private static void sameCommit(Bench bench, Run<CancelResult> first, Run<CancelResult> second) {
        List<WireRequest> commits = first.asked().stream()
                .filter(request -> request.kind().mayCommit())
                .toList();
        if (!second.asked().containsAll(commits)) {
            throw second.breaks(
                    bench.rule(), "the commit that is sent again is not byte for byte the one that was lost");
        }
    }

    static void timeoutButDone(Bench bench) {
        int turns = bench.cancel(bench.supplier(State.ACTIVE), Mishap.NONE).turns();
        for (int turn = 0; turn < turns; turn++) {
            for (int status : PROXY_ERRORS) {
                looksUp(bench, Mishap.timedOut(turn, status));
            }
        }
    }

    /** After a commit that was executed and not answered, a look-up tells that it is done, and not by others. */
    private static void looksUp(Bench bench, Mishap mishap) {
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        bench.cancel(supplier, mishap);
        if (supplier.commits().isEmpty()) {
            return;
        }
        Run<LookupResult> lookup = bench.lookup(supplier, true, Mishap.NONE);
        LookupResult.Cancelled cancelled = StateChecks.expect(bench, lookup, LookupResult.Cancelled.class);
        if (cancelled.author() == Author.OTHERS) {
            throw lookup.breaks(bench.rule(), "our own cancellation is taken for that of others");
        }
    }

    static void replyTwice(Bench bench) {
        everywhere(bench, Mishap::repeatedAndDone);
        everywhere(bench, Mishap::repeatedAndNotDone);
    }

    static void errorWith200(Bench bench) {
        for (IntFunction<Mishap> mishap : List.<IntFunction<Mishap>>of(Mishap::page, Mishap::empty)) {
            everywhere(bench, mishap);
            if (bench.can(Capability.QUOTE)) {
                for (State state : List.of(State.ACTIVE, State.REFUSED)) {
                    Run<QuoteResult> quote = bench.quote(bench.supplier(state), mishap.apply(0));
                    StateChecks.forbid(bench, quote, QuoteResult.Quoted.class);
                }
            }
        }
        if (bench.shows(State.REFUSED)) {
            NastySupplier supplier = bench.supplier(State.REFUSED);
            int turns = bench.cancel(supplier, Mishap.NONE).turns();
            for (int turn = 0; turn < turns; turn++) {
                bench.cancel(supplier, Mishap.garbled("the refusal has status 200", turn, Garbling::withStatus200));
            }
        }
    }

    /** Strikes every request of cancelling and of looking up; the audit tells whether an answer contradicts the truth. */
    static void everywhere(Bench bench, IntFunction<Mishap> mishap) {
        for (State state : List.of(State.ACTIVE, State.REFUSED)) {
            if (bench.shows(state)) {
                int turns = bench.cancel(bench.supplier(state), Mishap.NONE).turns();
                for (int turn = 0; turn < turns; turn++) {
                    NastySupplier supplier = bench.supplier(state);
                    bench.lookup(supplier, false, Mishap.NONE);
                    bench.cancel(supplier, mishap.apply(turn));
                }
            }
        }
        for (NastySupplier supplier : List.of(cancelled(bench), bench.supplier(State.ACTIVE))) {
            int turns = bench.lookup(supplier, true, Mishap.NONE).turns();
            for (int turn = 0; turn < turns; turn++) {
                bench.lookup(supplier, true, mishap.apply(turn));
            }
        }
    }

    /** A supplier at which we have cancelled. */
    static NastySupplier cancelled(Bench bench) {
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        bench.cancel(supplier, Mishap.NONE);
        return supplier;
    }
}
