package dev.breakwater.sandbox.drill;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.breakwater.sandbox.drill.History.Cancellation;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.PartnerAnswers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Proves from a history whether every {@link Rule} held. It knows nothing of how the gateway works, only what it wrote. */
final class Checker {

    /** What is due for longer than this was forgotten. */
    private static final Duration LATEST = Duration.ofMinutes(1);

    private final History history;
    private final Map<String, Cancellation> byId;
    private final Map<Booking, List<Cancellation>> byBooking;
    private final Map<Booking, EffectLog.Entry> effects = new HashMap<>();
    private final Set<Violation> violations = new LinkedHashSet<>();

    private Checker(History history) {
        this.history = history;
        this.byId = history.cancellations().stream().collect(toMap(Cancellation::id, Function.identity()));
        this.byBooking = history.cancellations().stream().collect(groupingBy(Cancellation::booking));
        history.effects()
                .forEach((supplier, entries) ->
                        entries.forEach(entry -> effects.put(new Booking(supplier, entry.reference()), entry)));
    }

    /** What is wrong with a history; nothing if it is good. */
    static List<Violation> check(History history) {
        Checker checker = new Checker(history);
        checker.acceptances();
        history.cancellations().forEach(checker::cancellation);
        checker.byBooking.forEach(checker::oneCancellation);
        history.clients().files().forEach(checker::file);
        Commits commits = new Commits(history);
        checker.effects.forEach((booking, entry) -> {
            checker.effect(booking, entry);
            commits.check(
                    booking, checker.byBooking.getOrDefault(booking, List.of()), entry.requests(), checker::violated);
        });
        return List.copyOf(checker.violations);
    }

    private void violated(Rule rule, String subject, String evidence) {
        violations.add(new Violation(rule, subject, evidence));
    }

    private void acceptances() {
        Map<String, String> ids = new HashMap<>();
        for (Accepted accepted : history.clients().accepted()) {
            kept(accepted.booking(), accepted.id(), "the key " + accepted.key());
            String earlier = ids.putIfAbsent(accepted.key(), accepted.id());
            if (earlier != null && !earlier.equals(accepted.id())) {
                violated(
                        Rule.ACCEPTED_IS_KEPT,
                        accepted.booking() + " (" + accepted.id() + ")",
                        "was the answer to the key " + accepted.key() + ", which was answered " + earlier + " before");
            }
        }
        for (PartnerAnswers file : history.clients().files()) {
            file.rows().forEach(row -> row.id().ifPresent(id -> kept(row.booking(), id, file.name())));
        }
    }

    private void kept(Booking booking, String id, String source) {
        Cancellation found = byId.get(id);
        if (found == null || !found.booking().equals(booking)) {
            violated(
                    Rule.ACCEPTED_IS_KEPT,
                    booking + " (" + id + ")",
                    "was accepted for " + source + ", and the journal has " + (found == null ? "none" : found));
        }
    }

    private void cancellation(Cancellation one) {
        if (!one.status().isSettled()
                && one.dueAt()
                        .filter(due -> due.plus(LATEST).isAfter(history.end()))
                        .isEmpty()) {
            violated(
                    Rule.ENDS_OR_WAITS,
                    one.subject(),
                    "is " + one.status()
                            + one.dueAt().map(due -> ", due " + due).orElse(", due never"));
        }
        end(one);
        refund(one);
        if (!isOrdered(one)) {
            violated(Rule.NOTHING_UNASKED, one.subject(), "of " + one.caller() + " was ordered by nobody");
        }
    }

    private void end(Cancellation one) {
        if (one.ends().size() > 1 || isEnded(one) && !one.ends().equals(Set.of(one.status()))) {
            violated(Rule.END_IS_TRUE, one.subject(), "is " + one.status() + ", and ended as " + one.ends());
        }
        int done = Optional.ofNullable(effects.get(one.booking()))
                .map(EffectLog.Entry::effects)
                .orElse(0);
        if (one.status().claimsEffect() && done == 0) {
            violated(Rule.END_IS_TRUE, one.subject(), "is " + one.status() + ", and the supplier has done nothing");
        }
        if (one.status().deniesEffect() && done > 0 && !isExplainedByAnother(one)) {
            violated(Rule.END_IS_TRUE, one.subject(), "is " + one.status() + ", and the supplier has cancelled it");
        }
    }

    private void refund(Cancellation one) {
        BigDecimal lines = one.refund().lines().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (!one.refund().lines().isEmpty()
                && one.refund()
                        .total()
                        .filter(total -> total.compareTo(lines) == 0)
                        .isEmpty()) {
            violated(
                    Rule.REFUND_ADDS_UP,
                    one.subject(),
                    "is told " + one.refund().total() + ", and the lines make " + lines);
        }
    }

    private boolean isExplainedByAnother(Cancellation one) {
        return byBooking.get(one.booking()).stream()
                .anyMatch(other -> !other.status().deniesEffect());
    }

    private boolean isOrdered(Cancellation one) {
        return history.clients().asked().contains(one.key())
                || history.clients().files().stream()
                        .filter(file -> file.name().startsWith(one.caller()))
                        .flatMap(file -> file.rows().stream())
                        .anyMatch(row -> row.booking().equals(one.booking()));
    }

    private void oneCancellation(Booking booking, Collection<Cancellation> all) {
        List<String> standing = all.stream()
                .filter(one -> !one.status().deniesEffect())
                .map(one -> one.id() + " " + one.status())
                .toList();
        if (standing.size() > 1) {
            violated(Rule.ONE_CANCELLATION, booking.toString(), "has " + standing);
        }
    }

    private void effect(Booking booking, EffectLog.Entry entry) {
        if (entry.effects() > 1) {
            violated(Rule.ONE_EFFECT, booking.toString(), "was cancelled " + entry.effects() + " times");
        }
        if (!byBooking.containsKey(booking)) {
            violated(
                    Rule.NOTHING_UNASKED,
                    booking.toString(),
                    "received " + entry.commitRequests() + " commit requests, and nothing was accepted for it");
        }
    }

    private void file(PartnerAnswers file) {
        file.acknowledgement()
                .filter(line -> !line.get("status").equals("RECEIVED")
                        || !line.get("rows").equals(Integer.toString(file.rows().size())))
                .ifPresent(line -> violated(
                        Rule.FILE_IS_TRUE,
                        file.name(),
                        "of " + file.rows().size() + " rows was acknowledged as " + line));
        if (file.acknowledgement().isEmpty() || !file.validated()) {
            violated(
                    Rule.FILE_IS_TRUE,
                    file.name(),
                    file.acknowledgement().isEmpty() ? "was never acknowledged" : "was never validated");
            return;
        }
        Set<String> ids = new HashSet<>();
        boolean open = false;
        for (PartnerAnswers.Row row : file.rows()) {
            open |= row.id().map(byId::get).filter(one -> !isEnded(one)).isPresent();
            row(file, row);
            row.id().ifPresent(ids::add);
        }
        if (!file.ended() && !open) {
            violated(Rule.FILE_IS_TRUE, file.name(), "has no results, and every one of " + ids + " has ended");
        }
    }

    private static boolean isEnded(Cancellation one) {
        return one.status().claimsEffect() || one.status().deniesEffect();
    }

    private void row(PartnerAnswers file, PartnerAnswers.Row row) {
        String subject = file.name() + " " + row.booking();
        if (row.validations().size() != 1) {
            violated(Rule.FILE_IS_TRUE, subject, "was validated as " + row.validations());
        }
        if (!file.ended() || row.id().isEmpty()) {
            return;
        }
        List<String> told = new ArrayList<>();
        row.results().forEach(line -> told.add(line.get("status") + " " + amount(line.get("refund"))));
        Optional<Cancellation> found = row.id().map(byId::get);
        List<String> expected = found.map(one -> List.of(one.status() + " "
                        + one.refund()
                                .total()
                                .map(total -> amount(total.toPlainString()))
                                .orElse("")))
                .orElse(List.of());
        if (!told.equals(expected)) {
            violated(Rule.FILE_IS_TRUE, subject + " " + row.id(), "was told " + told + " and is " + expected);
        }
    }

    private static String amount(String text) {
        return text.isEmpty() ? "" : new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
}
