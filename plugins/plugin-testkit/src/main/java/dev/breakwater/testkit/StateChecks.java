package dev.breakwater.testkit;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Unit;
import java.time.Duration;
import java.util.List;

/** Whether a plugin reads what a supplier says when nothing goes wrong. */
final class StateChecks {
    /** How far a supplier's clock may be behind ours. */
    private static final Duration SLOWEST_CLOCK = Duration.ofMinutes(59);

    private StateChecks() {}

    /** Every operation in every state; the audit tells whether it is led as it has to be. */
    static void all(Bench bench) {
        for (State state : State.values()) {
            boolean ofACapability = switch (state) {
                case CANCELLED, PARTLY_CANCELLED, PENDING, QUOTE_EXPIRED, UNDER_OWN_REFERENCE, WITHOUT_WAIVER -> true;
                case ACTIVE, CANCELLED_BY_OTHERS, REFUSED, NOT_FOUND, BUSY -> false;
            };
            if (!ofACapability && bench.shows(state)) {
                bench.lookup(bench.supplier(state), true, Mishap.NONE);
                bench.cancel(bench.supplier(state), Mishap.NONE);
                if (bench.can(Capability.QUOTE)) {
                    bench.quote(bench.supplier(state), Mishap.NONE);
                }
            }
        }
    }

    static void active(Bench bench) {
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        expect(bench, bench.lookup(supplier, false, Mishap.NONE), LookupResult.Active.class);
        expect(bench, bench.lookup(supplier, true, Mishap.NONE), LookupResult.Active.class);
        for (Unit unit : bench.units()) {
            expect(bench, bench.cancel(supplier, unit, Mishap.NONE), CancelResult.Cancelled.class);
        }
        if (supplier.state() != State.CANCELLED) {
            throw Violation.of(
                    bench.rule(),
                    "all " + bench.units().size() + " units were cancelled, and the supplier is in state "
                            + supplier.state() + "; effect() may say PART where it is WHOLE");
        }
    }

    static void cancelled(Bench bench) {
        for (Duration delay : List.of(Duration.ZERO, SLOWEST_CLOCK)) {
            NastySupplier supplier = bench.supplier(State.ACTIVE).behind(delay);
            for (Unit unit : bench.units()) {
                bench.cancel(supplier, unit, Mishap.NONE);
            }
            Run<LookupResult> run = bench.lookup(supplier, true, Mishap.NONE);
            if (expect(bench, run, LookupResult.Cancelled.class).author() == Author.OTHERS) {
                throw run.breaks(
                        bench.rule(),
                        "our own cancellation is taken for that of others"
                                + (delay.isZero() ? "" : ", if the supplier's clock is nearly an hour behind ours"));
            }
            if (bench.can(Capability.QUOTE)) {
                forbid(bench, bench.quote(supplier, Mishap.NONE), QuoteResult.Quoted.class);
            }
        }
    }

    static void alreadyCancelled(Bench bench) {
        if (!bench.shows(State.CANCELLED_BY_OTHERS)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.CANCELLED_BY_OTHERS);
        Run<CancelResult> cancel = bench.cancel(supplier, Mishap.NONE);
        if (cancel.answer(CancelResult.Refused.class)
                .filter(refused -> refused.code() == RefusalCode.ALREADY_CANCELLED)
                .isEmpty()) {
            forbid(bench, cancel, CancelResult.Cancelled.class);
            forbid(bench, cancel, CancelResult.PartlyCancelled.class);
            forbid(bench, cancel, CancelResult.Pending.class);
            forbid(bench, cancel, CancelResult.Busy.class);
        }
        for (boolean committed : new boolean[] {false, true}) {
            Run<LookupResult> lookup = bench.lookup(supplier, committed, Mishap.NONE);
            if (expect(bench, lookup, LookupResult.Cancelled.class).author() == Author.US) {
                throw lookup.breaks(bench.rule(), "what others cancelled before us is taken for our work");
            }
        }
        if (bench.can(Capability.QUOTE)) {
            forbid(bench, bench.quote(supplier, Mishap.NONE), QuoteResult.Quoted.class);
        }
    }

    static void refused(Bench bench) {
        if (!bench.shows(State.REFUSED)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.REFUSED);
        expect(bench, bench.cancel(supplier, Mishap.NONE), CancelResult.Refused.class);
        Run<LookupResult> lookup = bench.lookup(supplier, true, Mishap.NONE);
        if (lookup.answer(LookupResult.Gone.class).isEmpty()) {
            expect(bench, lookup, LookupResult.Active.class);
        }
    }

    static void notFound(Bench bench) {
        if (!bench.shows(State.NOT_FOUND)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.NOT_FOUND);
        expect(bench, bench.lookup(supplier, false, Mishap.NONE), LookupResult.NotFound.class);
        Run<CancelResult> cancel = bench.cancel(supplier, Mishap.NONE);
        if (expect(bench, cancel, CancelResult.Refused.class).code() != RefusalCode.NOT_FOUND) {
            throw cancel.breaks(bench.rule(), "the refusal's code is not NOT_FOUND");
        }
        if (bench.can(Capability.QUOTE)) {
            expect(bench, bench.quote(supplier, Mishap.NONE), QuoteResult.Refused.class);
        }
    }

    static void busy(Bench bench) {
        if (!bench.shows(State.BUSY)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.BUSY);
        expect(bench, bench.cancel(supplier, Mishap.NONE), CancelResult.Busy.class);
        expect(bench, bench.lookup(supplier, true, Mishap.NONE), LookupResult.Busy.class);
        if (bench.can(Capability.QUOTE)) {
            expect(bench, bench.quote(supplier, Mishap.NONE), QuoteResult.Busy.class);
        }
    }

    static void supplierWord(Bench bench) {
        if (bench.shows(State.REFUSED)) {
            Run<CancelResult> run = bench.cancel(bench.supplier(State.REFUSED), Mishap.NONE);
            if (run.answer()
                    .filter(answer -> answer.word().equals(SupplierWord.NONE))
                    .isPresent()) {
                throw run.breaks(bench.rule(), "the answer has neither the supplier's code nor its text");
            }
        }
        Run<LookupResult> run = bench.lookup(bench.supplier(State.ACTIVE), false, Mishap.NONE);
        if (run.answer()
                .filter(answer -> answer.word().equals(SupplierWord.NONE))
                .isPresent()) {
            throw run.breaks(bench.rule(), "the answer has neither the supplier's code nor its text");
        }
    }

    static <T> T expect(Bench bench, Run<?> run, Class<T> type) {
        return run.answer(type)
                .orElseThrow(() -> run.breaks(bench.rule(), "the answer should be " + type.getSimpleName()));
    }

    static void forbid(Bench bench, Run<?> run, Class<?> type) {
        if (run.answer(type).isPresent()) {
            throw run.breaks(bench.rule(), "the answer must not be " + type.getSimpleName());
        }
    }
}
