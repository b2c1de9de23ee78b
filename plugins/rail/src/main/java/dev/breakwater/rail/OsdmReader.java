package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an OSDM supplier sends: unknown fields and words are let be, what is wrong or missing is empty. */
final class OsdmReader {
    private static final long DEFAULT_SCALE = 2;

    private final ZoneId timeZone;

    /** @param timeZone the zone of times that are told without an offset */
    OsdmReader(ZoneId timeZone) {
        this.timeZone = timeZone;
    }

    /** The booking in a reply to a read of it. */
    Optional<Booking> booking(Json body) {
        Json booking = body.at("booking");
        return id(booking)
                .map(id -> new Booking(
                        id,
                        word(booking, "bookingCode"),
                        word(booking, "externalRef"),
                        ids(booking.at("passengers")),
                        money(booking.at("confirmedPrice")),
                        tickets(booking.at("fulfillments")),
                        parts(booking.at("bookedOffers")),
                        offers(booking.at("refundOffers"))));
    }

    /** The refund offers in a reply to the request for them; empty if it does not tell about offers at all. */
    Optional<List<RefundOffer>> offersIn(Json body) {
        Json offers = body.at("refundOffers");
        return offers.isArray() ? Optional.of(offers(offers)) : Optional.empty();
    }

    /** The refund offer in a reply to its read or its confirmation. */
    Optional<RefundOffer> offer(Json body) {
        return Stream.of(body.at("refundOffer")).flatMap(this::offerIn).findFirst();
    }

    /** The ids of the bookings that a search found. */
    List<String> found(Json body) {
        return ids(body.at("bookingSearchResults"));
    }

    private List<RefundOffer> offers(Json offers) {
        return offers.items().stream().flatMap(this::offerIn).toList();
    }

    private Stream<RefundOffer> offerIn(Json offer) {
        return id(offer).stream()
                .map(id -> new RefundOffer(
                        id,
                        word(offer, "status"),
                        instant(offer.at("validUntil")),
                        instant(offer.at("confirmedOn")),
                        money(offer.at("refundFee")),
                        money(offer.at("refundableAmount")),
                        word(offer, "appliedOverruleCode"),
                        word(offer.at("reimbursementMethod"), "paymentMethod"),
                        tickets(offer.at("fulfillments")),
                        tickets(offer.at("issuedFulfillments")),
                        offer.at("refundOfferBreakdown").items().stream()
                                .flatMap(item -> ids(item.at("bookingParts")).stream())
                                .toList()));
    }

    private List<Ticket> tickets(Json fulfillments) {
        return fulfillments.items().stream()
                .flatMap(fulfillment -> id(fulfillment).stream()
                        .map(id -> new Ticket(id, word(fulfillment, "status"), ids(fulfillment.at("bookingParts")))))
                .toList();
    }

    private List<BookingPart> parts(Json bookedOffers) {
        return bookedOffers.items().stream()
                .flatMap(offer -> Stream.of("admissions", "reservations", "ancillaries")
                        .flatMap(kind -> offer.at(kind).items().stream()))
                .flatMap(part -> id(part).stream()
                        .map(id -> new BookingPart(
                                id,
                                word(part, "status"),
                                part.at("passengerIds").items().stream()
                                        .flatMap(traveller -> traveller.text().stream())
                                        .toList(),
                                money(part.at("price")),
                                fees(part))))
                .toList();
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

    private static List<String> ids(Json array) {
        return array.items().stream()
                .flatMap(item -> id(item).stream())
                .distinct()
                .toList();
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
