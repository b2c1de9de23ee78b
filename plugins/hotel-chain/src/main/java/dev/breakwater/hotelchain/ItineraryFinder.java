package dev.breakwater.hotelchain;

import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads itineraries. */
final class ItineraryFinder {
    private static final String NO_ACCESS =
            "an itinerary can be read only with the address it was booked with, or the token of its booking";

    private final RapidRequests requests;
    private final LinkBase links;

    ItineraryFinder(RapidRequests requests, LinkBase links) {
        this.requests = requests;
        this.links = links;
    }

    /** By its id. */
    <O> Step<O> find(ItineraryReference reference, Access access, Function<Reading<Itinerary>, Step<O>> then) {
        Optional<WireRequest> request = requests.itinerary(reference, access);
        return request.isEmpty()
                ? then.apply(Reading.failure(Meaning.MALFORMED, NO_ACCESS))
                : Step.ask(request.get(), reply -> then.apply(named(reply, reference)));
    }

    /**
     * By its id or, where the supplier does not know that, by our own reference.
     *
     * @param exactly whether it must have that id even then
     */
    <O> Step<O> find(
            ItineraryReference reference, boolean exactly, Access access, Function<Reading<Itinerary>, Step<O>> then) {
        return find(reference, access, byId -> {
            Optional<WireRequest> request = requests.itinerariesOf(access).filter(any -> isMissing(byId));
            return request.isEmpty()
                    ? then.apply(byId)
                    : Step.ask(request.get(), reply -> then.apply(owned(reply, reference, exactly, access)));
        });
    }

    private static boolean isMissing(Reading<Itinerary> reading) {
        return reading.fold(found -> false, failure -> failure.meaning() == Meaning.NOT_FOUND);
    }

    private Reading<Itinerary> named(WireReply reply, ItineraryReference reference) {
        return Reading.of(
                reply,
                objects -> objects.size() == 1 && isNamed(objects.get(0), reference)
                        ? Itinerary.read(objects.get(0), links)
                        : Reading.failure(Meaning.UNREADABLE, "not the itinerary that was asked for"));
    }

    private Reading<Itinerary> owned(WireReply reply, ItineraryReference reference, boolean exactly, Access access) {
        return Reading.of(reply, objects -> {
            List<JsonView> fit = objects.stream()
                    .filter(object -> isNamed(object, reference) || !exactly && isOwned(object, access))
                    .toList();
            if (fit.size() > 1) {
                return Reading.failure(Meaning.UNREADABLE, "several itineraries have our reference");
            }
            if (!fit.isEmpty()) {
                return Itinerary.read(fit.get(0), links);
            }
            return objects.stream().allMatch(object -> isOfOthers(object, exactly))
                    ? Reading.failure(Meaning.NOT_FOUND, "no itinerary has our reference")
                    : Reading.failure(Meaning.UNREADABLE, "an itinerary does not tell whose it is");
        });
    }

    private static boolean isNamed(JsonView itinerary, ItineraryReference reference) {
        return itinerary
                .text("itinerary_id")
                .flatMap(ItineraryReference::read)
                .filter(reference::isSame)
                .isPresent();
    }

    /** Of an itinerary that does not fit: whether it has names of its own. */
    private static boolean isOfOthers(JsonView itinerary, boolean exactly) {
        return itinerary.text("itinerary_id").flatMap(ItineraryReference::read).isPresent()
                && (exactly || itinerary.text("affiliate_reference_id").isPresent());
    }

    private static boolean isOwned(JsonView itinerary, Access access) {
        return itinerary
                .text("affiliate_reference_id")
                .filter(own ->
                        access.ownReference().filter(own::equalsIgnoreCase).isPresent())
                .isPresent();
    }
}
