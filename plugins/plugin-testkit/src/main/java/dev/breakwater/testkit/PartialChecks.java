package dev.breakwater.testkit;

import static dev.breakwater.testkit.StateChecks.expect;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a part of a booking can be cancelled, and then the rest. */
final class PartialChecks {
    private PartialChecks() {}

    static void partial(Bench bench) {
        for (ScopeType type : ScopeType.values()) {
            if (!bench.info().scopes().contains(type)) {
                undeclaredPart(bench, List.of(new ScopeItem(type, "1")));
            }
        }
        if (bench.can(Capability.PARTIAL)) {
            cancelPart(bench, activeSupplier(bench));
        }
    }

    private static NastySupplier activeSupplier(Bench bench) {
        return new NastySupplier(bench.contract(), State.ACTIVE, 1);
    }

    private static void undeclaredPart(Bench bench, List<ScopeItem> scope) {
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        QuoteOrder order = bench.quoteOrder(scope, Optional.empty(), List.of());
        List<Unit> units = bench.can(Capability.QUOTE)
                ? bench.quote(supplier, order, Mishap.NONE).answer(QuoteResult.Quoted.class).stream()
                        .flatMap(quoted -> quoted.units().stream())
                        .map(QuoteResult.QuotedUnit::unit)
                        .toList()
                : List.of(Unit.whole(scope));
        for (Unit unit : units) {
            Run<CancelResult> run = bench.cancel(supplier, unit, Mishap.NONE);
            if (!supplier.commits().isEmpty()) {
                throw run.breaks(
                        bench.rule(),
                        "an order for " + scope
                                + ", a sort of part that is not declared, has cancelled something; it is "
                                + "Refused, NOT_CANCELLABLE");
            }
        }
    }

    /** @return what it was cancelled by */
    private static List<Unit> cancelPart(Bench bench, NastySupplier supplier) {
        List<ScopeItem> part = bench.contract().part();
        if (part.isEmpty()) {
            throw Violation.of(
                    bench.rule(),
                    "PARTIAL is declared, and the test names no part: override part(), or do not declare it");
        }
        List<Unit> units = bench.units(supplier, part);
        for (Unit unit : units) {
            Run<CancelResult> cancel = bench.cancel(supplier, unit, Mishap.NONE);
            expect(bench, cancel, CancelResult.Cancelled.class);
            if (supplier.state() == State.CANCELLED) {
                throw cancel.breaks(bench.rule(), "an order for the part " + part + " has cancelled the whole booking");
            }
            Run<LookupResult> lookup =
                    bench.lookup(supplier, bench.lookupOrder(bench.booking(), unit, true), Mishap.NONE);
            expect(bench, lookup, LookupResult.Cancelled.class);
        }
        areTogether(bench, units, part);
        return units;
    }

    private static void areTogether(Bench bench, List<Unit> units, List<ScopeItem> scope) {
        Set<ScopeItem> covered = new HashSet<>();
        units.forEach(unit -> covered.addAll(unit.scope()));
        if (!covered.equals(Set.copyOf(scope))) {
            throw Violation.of(
                    bench.rule(),
                    "the units of the quote for " + scope + " are together " + covered + ", which is not the same");
        }
    }

    static void remaining(Bench bench) {
        if (!bench.can(Capability.PARTIAL)) {
            return;
        }
        NastySupplier supplier = activeSupplier(bench);
        List<Unit> part = cancelPart(new Bench(bench.contract(), Rule.PARTIAL), supplier);
        LookupResult.PartlyCancelled told =
                expect(bench, lookAtWhole(bench, supplier), LookupResult.PartlyCancelled.class);
        Bench next = bench.next(told.remainingReference().orElse(bench.booking().reference()));
        List<Unit> rest = rest(next, supplier, told.remaining());
        List<String> keys = new ArrayList<>();
        part.forEach(unit -> keys.add(bench.commitKey(unit)));
        rest.forEach(unit -> keys.add(next.commitKey(unit)));
        supplier.left(rest.size());
        for (Unit unit : rest) {
            Run<CancelResult> cancel = next.cancel(supplier, unit, Mishap.NONE);
            expect(next, cancel, CancelResult.Cancelled.class);
            if (isRepeated(supplier.commits(), keys)) {
                throw cancel.breaks(
                        next.rule(),
                        "what was cancelled before is cancelled once more: the commits differ in the key at most");
            }
        }
        expect(next, lookAtWhole(next, supplier), LookupResult.Cancelled.class);
    }

    private static Run<LookupResult> lookAtWhole(Bench bench, NastySupplier supplier) {
        Unit whole = Unit.whole(List.of());
        return bench.lookup(supplier, bench.lookupOrder(bench.booking(), whole, true), Mishap.NONE);
    }

    /** The units of a quote for what is told to remain. */
    private static List<Unit> rest(Bench next, NastySupplier supplier, List<ScopeItem> remaining) {
        if (!next.can(Capability.QUOTE)) {
            return List.of(Unit.whole(remaining));
        }
        QuoteOrder order = next.quoteOrder(remaining, Optional.empty(), List.of());
        Run<QuoteResult> quote = next.quote(supplier, order, Mishap.NONE);
        QuoteResult.Quoted quoted = quote.answer(QuoteResult.Quoted.class)
                .orElseThrow(() -> quote.breaks(
                        next.rule(),
                        "what the look-up told to remain, " + remaining + ", is not quoted by "
                                + next.booking().reference()
                                + "; if it has got a new reference, the look-up tells it"));
        List<Unit> units =
                quoted.units().stream().map(QuoteResult.QuotedUnit::unit).toList();
        areTogether(next, units, remaining);
        return units;
    }

    private static boolean isRepeated(List<WireRequest> commits, List<String> keys) {
        Set<String> seen = new HashSet<>();
        return !commits.stream().map(commit -> without(keys, commit)).allMatch(seen::add);
    }

    private static String without(List<String> keys, WireRequest commit) {
        String text = commit.method() + " " + commit.path() + " " + commit.headers() + " "
                + commit.body().text(StandardCharsets.UTF_8);
        for (String key : keys) {
            text = text.replace(key, "");
        }
        return text;
    }
}
