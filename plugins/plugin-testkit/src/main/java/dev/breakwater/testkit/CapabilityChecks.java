package dev.breakwater.testkit;

import static dev.breakwater.testkit.StateChecks.expect;
import static dev.breakwater.testkit.StateChecks.forbid;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.util.List;
import java.util.Optional;

/** Whether a protocol can do what it declares, and cannot do what it does not. */
final class CapabilityChecks {
    private static final String UNTOLD_REFERENCE = "KIT-OWN-4711";
    private static final String UNTOLD_WAIVER = "KIT-WAIVER-4711";

    private CapabilityChecks() {}

    static void quote(Bench bench) {
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        Run<QuoteResult> run = bench.quote(supplier, Mishap.NONE);
        if (bench.can(Capability.QUOTE)) {
            bench.quoted(run);
        } else {
            forbid(bench, run, QuoteResult.Quoted.class);
        }
        if (!supplier.commits().isEmpty()) {
            throw run.breaks(bench.rule(), "asking what it would cost has cancelled the booking");
        }
    }

    static void quoteRequired(Bench bench) {
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        Run<CancelResult> run = bench.cancel(supplier, Unit.whole(List.of()), Mishap.NONE);
        if (!bench.can(Capability.QUOTE_REQUIRED)) {
            expect(bench, run, CancelResult.Cancelled.class);
        } else if (supplier.commitRequests() > 0) {
            throw run.breaks(bench.rule(), "QUOTE_REQUIRED is declared, and a commit without a quote has left");
        }
    }

    static void quoteExpired(Bench bench) {
        if (!bench.can(Capability.QUOTE_REQUIRED) || !bench.shows(State.QUOTE_EXPIRED)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.QUOTE_EXPIRED);
        expect(bench, bench.cancel(supplier, Mishap.NONE), CancelResult.QuoteExpired.class);
        supplier.in(State.ACTIVE);
        QuoteOrder again = bench.quoteOrder(List.of(), Optional.empty(), bench.units());
        Unit unit = bench.quoted(bench.quote(supplier, again, Mishap.NONE))
                .units()
                .get(0)
                .unit();
        expect(bench, bench.cancel(supplier, unit, Mishap.NONE), CancelResult.Cancelled.class);
    }

    static void waiver(Bench bench) {
        boolean declared = bench.can(Capability.WAIVER);
        String code = declared ? bench.contract().waiver() : UNTOLD_WAIVER;
        Optional<Waiver> waiver = Optional.of(new Waiver(code, false));
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        StringBuilder sent = new StringBuilder();
        if (bench.can(Capability.QUOTE)) {
            Run<QuoteResult> run = bench.quote(supplier, bench.quoteOrder(List.of(), waiver, List.of()), Mishap.NONE);
            applied(bench, run, declared);
            sent.append(run.sent());
            applied(bench, bench.quote(supplier, Mishap.NONE), false);
        }
        Run<CancelResult> cancel = bench.cancel(supplier, bench.unitOrder(bench.unit(), waiver), Mishap.NONE);
        sent.append(cancel.sent());
        if (sent.indexOf(code) < 0 && declared) {
            throw cancel.breaks(bench.rule(), "WAIVER is declared, and no request carries the waiver's code " + code);
        }
        if (sent.indexOf(code) >= 0 && !declared) {
            throw cancel.breaks(bench.rule(), "a request carries the waiver's code, and WAIVER is not declared");
        }
        if (declared && bench.can(Capability.QUOTE) && bench.shows(State.WITHOUT_WAIVER)) {
            QuoteOrder order = bench.quoteOrder(List.of(), waiver, List.of());
            applied(bench, bench.quote(bench.supplier(State.WITHOUT_WAIVER), order, Mishap.NONE), false);
        }
    }

    private static void applied(Bench bench, Run<QuoteResult> run, boolean expected) {
        Optional<QuoteResult.Quoted> quoted = run.answer(QuoteResult.Quoted.class);
        if (expected && quoted.isEmpty()) {
            throw run.breaks(bench.rule(), "a quote with a waiver that the supplier applies should be Quoted");
        }
        if (quoted.filter(quote -> quote.waiverApplied() != expected).isPresent()) {
            throw run.breaks(bench.rule(), "waiverApplied should be " + expected);
        }
    }

    static void answersLater(Bench bench) {
        if (!bench.can(Capability.ANSWERS_LATER)) {
            return;
        }
        NastySupplier supplier = bench.supplier(State.ACTIVE).leadingTo(State.PENDING);
        expect(bench, bench.cancel(supplier, Mishap.NONE), CancelResult.Pending.class);
        expect(bench, bench.lookup(supplier, true, Mishap.NONE), LookupResult.Pending.class);
        supplier.in(State.CANCELLED);
        expect(bench, bench.lookup(supplier, true, Mishap.NONE), LookupResult.Cancelled.class);
    }

    static void ownReference(Bench bench) {
        BookingReference booking = bench.contract().booking();
        if (!bench.can(Capability.LOOKUP_BY_OWN_REFERENCE)) {
            BookingReference named = new BookingReference(
                    booking.reference(), Optional.of(UNTOLD_REFERENCE), booking.traveller(), booking.attributes());
            Run<LookupResult> run = bench.lookup(
                    bench.supplier(State.NOT_FOUND), bench.lookupOrder(named, bench.unit(), true), Mishap.NONE);
            if (run.sent().contains(UNTOLD_REFERENCE)) {
                throw run.breaks(
                        bench.rule(), "a look-up asks for our own reference, and the capability is not declared");
            }
            return;
        }
        if (booking.ownReference().isEmpty()) {
            throw Violation.of(
                    bench.rule(), "LOOKUP_BY_OWN_REFERENCE is declared: give the example booking() an ownReference");
        }
        for (Unit unit : List.of(bench.unit(), Unit.whole(List.of()))) {
            Run<LookupResult> run = bench.lookup(
                    bench.supplier(State.UNDER_OWN_REFERENCE), bench.lookupOrder(booking, unit, true), Mishap.NONE);
            expect(bench, run, LookupResult.Active.class);
        }
    }
}
