package dev.breakwater.touroperator;

import static java.util.stream.Collectors.joining;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.SupplierWord;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An {@code OTA_CancelRS} that reports success. What it came to is told by {@link #state()} alone. */
final class CancelReply {
    static final String NAME = "OTA_CancelRS";

    private static final int MOST_RULES = 500;

    private static final Set<Fault> HARMLESS = Set.of(Fault.UNRECOGNISED, Fault.TERMS_CHANGED, Fault.WAIVER_REFUSED);

    private final Xml xml;
    private final List<Problem> warnings;

    CancelReply(Xml xml) {
        this.xml = xml;
        this.warnings = Problem.in(xml, "Warnings", "Warning");
    }

    TransactionState state() {
        return TransactionState.of(xml.attribute("Status").orElse(""));
    }

    Optional<String> transaction() {
        return xml.attribute("TransactionIdentifier");
    }

    List<RecordId> ids() {
        return RecordId.in(xml);
    }

    /** The objection that the warnings come to: known ones other than that a fee applies or a promise was not taken. */
    Optional<Fault> objection() {
        return warnings.stream()
                .map(Fault::of)
                .filter(fault -> !HARMLESS.contains(fault))
                .min(Fault::compareTo);
    }

    /** Why it was denied. */
    Fault denial() {
        return objection().orElse(warnsOfWaiver() ? Fault.WAIVER_REFUSED : Fault.NOT_CANCELLABLE);
    }

    /** Whether a warning says that a fee applies. */
    boolean warnsOfFee() {
        return warnsOf(Fault.TERMS_CHANGED);
    }

    /** Whether a warning says that our promise was not taken. */
    boolean warnsOfWaiver() {
        return warnsOf(Fault.WAIVER_REFUSED);
    }

    /** @param price the booking's, for rules that name a part of it */
    CancelRules rules(Amounts amounts, ZoneId zone, Optional<Money> price, Optional<Money> received) {
        List<Xml> named = xml.at("CancelInfoRS", "CancelRules")
                .map(rules -> rules.children("CancelRule"))
                .orElse(List.of());
        List<CancelRule> rules = named.stream()
                .limit(MOST_RULES)
                .flatMap(rule -> CancelRule.of(rule, amounts, zone).stream())
                .toList();
        return new CancelRules(rules, rules.size() == named.size(), price, received);
    }

    /** The segments it says something about. */
    List<CancelledSegment> segments() {
        return xml.children("Segment").stream().map(CancelledSegment::of).toList();
    }

    /** The status in the supplier's own words, what it warns of, and its cancellation number. */
    SupplierWord word() {
        Stream<String> number = xml.at("CancelInfoRS", "UniqueID").flatMap(id -> id.attribute("ID")).stream()
                .map(id -> "cancellation number " + id);
        Stream<String> warned = warnings.stream()
                .map(warning -> Stream.of(warning.word().code(), warning.word().text())
                        .filter(part -> !part.isEmpty())
                        .collect(joining(" ")));
        Stream<String> comment = xml.at("Comment").map(Xml::text).stream();
        return new SupplierWord(
                xml.attribute("Status").orElse(""),
                Stream.of(number, warned, comment)
                        .flatMap(texts -> texts)
                        .filter(text -> !text.isEmpty())
                        .collect(joining("; ")));
    }

    private boolean warnsOf(Fault fault) {
        return warnings.stream().anyMatch(warning -> Fault.ofCode(warning) == fault);
    }
}
