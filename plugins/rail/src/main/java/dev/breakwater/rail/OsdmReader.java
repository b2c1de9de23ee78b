package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what an OSDM supplier sends: unknown fields and words are let be, what is wrong or missing is empty. */
final class OsdmReader {
    private static final long DEFAULT_SCALE = 2;

    /** Of tickets, parts and offers: more than any booking has, few enough to compare each with each. */
    private static final int MOST = 2_000;

    private static final List<String> PARTS =
            List.of("admissions", "reservations", "ancillaries", "continuousServices");
    private static final List<String> FEES = List.of("fees");

    private final ZoneId timeZone;

    /** @param timeZone the zone of times that are told without an offset */
    OsdmReader(ZoneId timeZone) {
        this.timeZone = timeZone;
    }

    /** The booking in a reply to a read of it; empty also if one of its tickets, parts, offers or passengers has no id. */
    Optional<Booking> booking(Json body) {
        Json booking = body.at("booking");
        return id(booking)
                .flatMap(id -> ids(booking.at("passengers"))
                        .flatMap(travellers -> tickets(booking.at("fulfillments"))
                                .flatMap(tickets -> parts(booking.at("bookedOffers"), PARTS)
                                        .flatMap(parts -> parts(booking.at("bookedOffers"), FEES)
                                                .flatMap(fees -> offers(booking.at("refundOffers"))
                                                        .map(offers -> new Booking(
                                                                id,
                                                                word(booking, "bookingCode"),
                                                                word(booking, "externalRef"),
                                                                travellers,
                                                                money(booking.at("confirmedPrice")),
                                                                tickets,
                                                                parts,
                                                                fees,
                                                                offers)))))))
                .filter(OsdmReader::isClear);
    }

    private static boolean isClear(Booking booking) {
        long size = booking.tickets().size()
                + booking.parts().size()
                + booking.bookedFees().size()
                + booking.offers().stream()
                        .mapToInt(offer ->
                                1 + offer.tickets().size() + offer.issued().size())
                        .sum();
        return size <= MOST && areDistinct(booking.offers().stream().map(RefundOffer::id));
    }

    private static boolean areDistinct(Stream<String> ids) {
        return ids.allMatch(new HashSet<>()::add);
    }

    /** The refund offers in a reply to the request for them; empty if it does not tell about offers at all. */
    Optional<List<RefundOffer>> offersIn(Json body) {
        Json offers = body.at("refundOffers");
        return offers.isArray() ? offers(offers) : Optional.empty();
    }

    /** The refund offer in a reply to its read or its confirmation. */
    Optional<RefundOffer> offer(Json body) {
        return offerIn(body.at("refundOffer"));
    }

    /** The ids of the bookings that a search found; empty if it found some that it does not name. */
    Optional<List<String>> found(Json body) {
        return ids(body.at("bookingSearchResults"));
    }

    private Optional<List<RefundOffer>> offers(Json offers) {
        return all(offers, this::offerIn);
    }

    private Optional<RefundOffer> offerIn(Json offer) {
        return id(offer)
                .flatMap(id -> tickets(offer.at("fulfillments"))
                        .flatMap(tickets -> tickets(offer.at("issuedFulfillments"))
                                .flatMap(issued -> all(
                                                offer.at("refundOfferBreakdown"), item -> ids(item.at("bookingParts")))
                                        .map(parts -> new RefundOffer(
                                                id,
                                                word(offer, "status"),
                                                instant(offer.at("validUntil")),
                                                instant(offer.at("confirmedOn")),
                                                money(offer.at("refundFee")),
                                                money(offer.at("refundableAmount")),
                                                word(offer, "appliedOverruleCode"),
                                                word(offer.at("reimbursementMethod"), "paymentMethod"),
                                                tickets,
                                                issued,
                                                parts.stream()
                                                        .flatMap(List::stream)
                                                        .toList())))));
    }

    private static Optional<List<Ticket>> tickets(Json fulfillments) {
        return all(
                        fulfillments,
                        fulfillment -> id(fulfillment)
                                .flatMap(id -> ids(fulfillment.at("bookingParts"))
                                        .map(parts -> new Ticket(id, word(fulfillment, "status"), parts))))
                .filter(tickets -> areDistinct(tickets.stream().map(Ticket::id)));
    }

    private Optional<List<BookingPart>> parts(Json bookedOffers, List<String> kinds) {
        return all(bookedOffers, offer -> partsOf(offer, kinds))
                .map(offers -> offers.stream().flatMap(List::stream).toList());
    }

    private Optional<List<BookingPart>> partsOf(Json offer, List<String> kinds) {
        List<Optional<List<BookingPart>>> each =
                kinds.stream().map(kind -> all(offer.at(kind), this::part)).toList();
        return each.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        each.stream().flatMap(parts -> parts.get().stream()).toList())
                : Optional.empty();
    }

    private Optional<BookingPart> part(Json part) {
        return id(part).flatMap(id -> all(part.at("passengerIds"), Json::text)
                .map(travellers ->
                        new BookingPart(id, word(part, "status"), travellers, money(part.at("price")), fees(part))));
    }

    private List<RefundFee> fees(Json part) {
        List<Json> conditions = part.at("afterSaleConditions").items().stream()
                .filter(condition -> word(condition, "condition").equalsIgnoreCase("REFUND"))
                .toList();
        List<RefundFee> fees = conditions.stream()
                .flatMap(condition -> fee(condition).stream())
                .toList();
        return fees.size() == conditions.size() ? fees : List.of();
    }

    private Optional<RefundFee> fee(Json condition) {
        Json from = condition.at("validFrom");
        Json until = condition.at("validUntil");
        return money(condition.at("afterSaleFee"))
                .map(fee -> new RefundFee(instant(from), instant(until), fee))
                .filter(fee -> fee.from().isPresent() == from.isPresent()
                        && fee.until().isPresent() == until.isPresent());
    }

    private static Optional<String> id(Json json) {
        return json.at("id").text().filter(References::isAddressable);
    }

    private static Optional<List<String>> ids(Json array) {
        return all(array, OsdmReader::id).map(ids -> ids.stream().distinct().toList());
    }

    /** The elements of a list, if each of them can be read: who reads some of them only takes a part for the whole. */
    private static <T> Optional<List<T>> all(Json array, Function<Json, Optional<T>> reader) {
        List<Json> items = array.items();
        List<T> read =
                items.stream().flatMap(item -> reader.apply(item).stream()).toList();
        boolean isList = array.isArray() || !array.isPresent();
        return isList && read.size() == items.size() && read.size() <= MOST ? Optional.of(read) : Optional.empty();
    }

    private static String word(Json json, String name) {
        return json.at(name).text().orElse("");
    }

    private static Optional<Money> money(Json price) {
        Json scale = price.at("scale");
        Optional<Long> digits = scale.isPresent() ? scale.integer() : Optional.of(DEFAULT_SCALE);
        return price.at("amount")
                .integer()
                .flatMap(amount -> digits.flatMap(
                        places -> price.at("currency").text().flatMap(currency -> money(amount, places, currency))));
    }

    private static Optional<Money> money(long amount, long scale, String currency) {
        try {
            return Optional.of(Money.ofScaled(amount, Math.toIntExact(scale), currency))
                    .filter(money -> !money.isNegative());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Optional<Instant> instant(Json time) {
        return time.text().flatMap(text -> parsed(text));
    }

    private Optional<Instant> parsed(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(time).atZone(timeZone).toInstant());
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        }
    }
}
