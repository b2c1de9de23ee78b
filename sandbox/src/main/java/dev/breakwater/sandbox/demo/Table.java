package dev.breakwater.sandbox.demo;

import dev.breakwater.sandbox.demo.History.Outcome;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What became of all cancellations, one column for each supplier, and why some are left to a person. */
final class Table {

    private static final String INDENT = "  ";
    private static final String NOT_DONE_PROVEN = "NOT_DONE_PROVEN";
    private static final String WHY_A_PERSON = """

            Needs a person, not done proven: the commit got lost on its way (LOSTBEFORE-… simulates that), look-ups have
            proven that nothing was cancelled, and "resend: never" leaves it to a person whether it is sent again; so this
            is the right end.
            """;

    private final Map<Supplier, List<Outcome>> outcomes;
    private final StringBuilder text = new StringBuilder();

    private Table(List<Outcome> outcomes) {
        this.outcomes = outcomes.stream()
                .collect(Collectors.groupingBy(outcome -> outcome.booking().supplier()));
    }

    static String of(List<Outcome> outcomes) {
        return new Table(outcomes).write(outcomes);
    }

    private String write(List<Outcome> all) {
        line("", Arrays.stream(Supplier.values()).map(Supplier::id).toList());
        line("cancellations", outcome -> true);
        for (Status status : Status.values()) {
            List<Outcome> there =
                    all.stream().filter(outcome -> outcome.status() == status).toList();
            if (there.isEmpty() && status != Status.PARTIALLY_CANCELLED) {
                continue;
            }
            line(words(status), outcome -> outcome.status() == status);
            if (status == Status.CANCELLED) {
                line(INDENT + "resolved from doubt", outcome -> outcome.status() == status && outcome.doubted());
            } else {
                reasons(status, there);
            }
        }
        if (all.stream().anyMatch(outcome -> outcome.reason().equals(NOT_DONE_PROVEN))) {
            text.append(WHY_A_PERSON);
        }
        return text.toString();
    }

    private void reasons(Status status, List<Outcome> there) {
        for (String reason : there.stream().map(Outcome::reason).collect(Collectors.toCollection(TreeSet::new))) {
            line(
                    INDENT + reason.toLowerCase(Locale.ROOT).replace('_', ' '),
                    outcome -> outcome.status() == status && outcome.reason().equals(reason));
        }
    }

    private void line(String name, Predicate<Outcome> counted) {
        line(
                name,
                Arrays.stream(Supplier.values())
                        .map(supplier -> outcomes.getOrDefault(supplier, List.of()).stream()
                                .filter(counted)
                                .count())
                        .map(String::valueOf)
                        .toList());
    }

    private void line(String name, List<String> cells) {
        text.append(INDENT).append("%-26s".formatted(name));
        cells.forEach(cell -> text.append("%12s".formatted(cell)));
        text.append('\n');
    }

    private static String words(Status status) {
        return switch (status) {
            case ACCEPTED -> "only accepted";
            case IN_FLIGHT -> "in flight";
            case SCHEDULED -> "scheduled";
            case IN_DOUBT -> "in doubt";
            case AWAITING_SUPPLIER -> "awaiting the supplier";
            case NEEDS_REVIEW -> "needs a person";
            case CANCELLED -> "cancelled";
            case PARTIALLY_CANCELLED -> "partially cancelled";
            case REFUSED -> "refused";
            case EXPIRED -> "expired";
            case WITHDRAWN -> "withdrawn";
        };
    }
}
