package dev.breakwater.attraction;

import dev.breakwater.plugin.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds until when a booking can be cancelled; it asks for the product if the booking does not hold
 * its conditions, or where the venue is if that makes a difference.
 */
final class CutoffFinder {
    private final OctoRequests requests;
    private final ZoneId fallback;

    /** @param fallback where the venue is, if the product does not tell */
    CutoffFinder(OctoRequests requests, ZoneId fallback) {
        this.requests = requests;
        this.fallback = fallback;
    }

    /** The last moment, if what the booking itself holds is enough to know it. */
    Optional<Instant> of(Booking booking) {
        Visit visit = booking.visit();
        return isTold(visit) ? cutoff(visit, products(visit)) : Optional.empty();
    }

    /**
     * Goes on with the last moment, empty if nobody can tell.
     *
     * @param later what to do if the supplier cannot say it now
     */
    <O> Step<O> find(
            Booking booking, Function<Optional<Instant>, Step<O>> then, Function<Reading.Problem<?>, Step<O>> later) {
        Visit visit = booking.visit();
        List<JsonView> held = products(visit);
        if (isTold(visit) || visit.anchor(fallback).isEmpty() || !isSegment(visit.productId())) {
            return then.apply(cutoff(visit, held));
        }
        return Step.ask(
                requests.product(visit.productId()),
                reply -> Reading.<JsonView>of(reply, CutoffFinder::only)
                        .fold(
                                product -> then.apply(cutoff(
                                        visit,
                                        Stream.concat(held.stream(), Stream.of(product))
                                                .toList())),
                                problem -> switch (problem.meaning()) {
                                    case BUSY, FAILED -> later.apply(problem);
                                    case UNKNOWN_BOOKING,
                                            NOT_FOUND,
                                            REFUSED_WITHOUT_REASON,
                                            MALFORMED,
                                            UNAUTHORIZED,
                                            UNREADABLE -> then.apply(cutoff(visit, held));
                                }));
    }

    /** Hours before a moment are the same everywhere; the days of a calendar, and times of the day, are the venue's. */
    private static boolean isTold(Visit visit) {
        List<JsonView> held = products(visit);
        return ruleOf(visit, held)
                .filter(rule ->
                        visit.isMoment() && !rule.countsDays() || zoneOf(held).isPresent())
                .isPresent();
    }

    private Optional<Instant> cutoff(Visit visit, List<JsonView> products) {
        ZoneId venue = zoneOf(products).orElse(fallback);
        return ruleOf(visit, products).flatMap(rule -> visit.anchor(venue).map(rule::before));
    }

    private static List<JsonView> products(Visit visit) {
        return visit.product().stream().toList();
    }

    private static Optional<CutoffRule> ruleOf(Visit visit, List<JsonView> products) {
        return visit.rule()
                .or(() -> products.stream()
                        .flatMap(product -> ruleOf(product, visit.optionId()).stream())
                        .findFirst());
    }

    private static Optional<ZoneId> zoneOf(List<JsonView> products) {
        return products.stream()
                .flatMap(product -> product.text("timeZone").stream())
                .flatMap(name -> zone(name).stream())
                .findFirst();
    }

    private static Optional<CutoffRule> ruleOf(JsonView product, String optionId) {
        return product.objects("options").stream()
                .filter(option -> option.text("id").filter(optionId::equals).isPresent())
                .findFirst()
                .flatMap(CutoffRule::read);
    }

    private static Optional<JsonView> only(List<JsonView> objects) {
        return objects.size() == 1 ? Optional.of(objects.get(0)) : Optional.empty();
    }

    private static boolean isSegment(String productId) {
        return !productId.isEmpty() && !productId.equals(".") && !productId.equals("..");
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
