package dev.breakwater.attraction;

import dev.breakwater.plugin.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds until when a booking can be cancelled; it asks for the product if the booking does not hold its conditions. */
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
        Optional<CutoffRule> rule = visit.rule().or(() -> visit.product().flatMap(p -> ruleOf(p, visit.optionId())));
        return rule.flatMap(r -> cutoff(visit, r, visit.product()));
    }

    /**
     * Goes on with the last moment, empty if nobody can tell.
     *
     * @param later what to do if the supplier cannot say it now
     */
    <O> Step<O> find(
            Booking booking, Function<Optional<Instant>, Step<O>> then, Function<Reading.Problem<?>, Step<O>> later) {
        Visit visit = booking.visit();
        boolean toldByBooking = visit.rule().isPresent()
                || visit.product().flatMap(p -> ruleOf(p, visit.optionId())).isPresent();
        if (toldByBooking || visit.start().isEmpty() || !isSegment(visit.productId())) {
            return then.apply(of(booking));
        }
        return Step.ask(
                requests.product(visit.productId()),
                reply -> Reading.<JsonView>of(reply, CutoffFinder::only)
                        .fold(
                                product -> then.apply(ruleOf(product, visit.optionId())
                                        .flatMap(rule -> cutoff(visit, rule, Optional.of(product)))),
                                problem -> switch (problem.meaning()) {
                                    case BUSY, FAILED -> later.apply(problem);
                                    case UNKNOWN_BOOKING,
                                            NOT_FOUND,
                                            REFUSED_WITHOUT_REASON,
                                            MALFORMED,
                                            UNAUTHORIZED,
                                            UNREADABLE -> then.apply(Optional.empty());
                                }));
    }

    private Optional<Instant> cutoff(Visit visit, CutoffRule rule, Optional<JsonView> product) {
        ZoneId venue = product.flatMap(p -> p.text("timeZone"))
                .flatMap(CutoffFinder::zone)
                .orElse(fallback);
        return visit.anchor(venue).map(rule::before);
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
