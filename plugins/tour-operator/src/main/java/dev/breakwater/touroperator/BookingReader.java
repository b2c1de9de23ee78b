package dev.breakwater.touroperator;

import dev.breakwater.plugin.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads bookings from what {@code OTA_ReadRQ} is answered with: the booking itself, or a list of summaries. */
final class BookingReader {
    private static final String BOOKING = "OTA_PkgBookRS";
    private static final String LIST = "OTA_ResRetrieveRS";

    private final OtaSettings settings;
    private final Amounts amounts;

    BookingReader(OtaSettings settings) {
        this.settings = settings;
        this.amounts = new Amounts(settings);
    }

    /** What a look found. */
    sealed interface Found {
        record One(Booking booking) implements Found {}

        record Nothing() implements Found {}

        /** No booking, or another one, or several. */
        record Unclear() implements Found {}
    }

    /** @param reference whose booking was asked for */
    Found find(Reply reply, String reference) {
        Optional<Xml> message = reply.content(BOOKING, LIST);
        if (message.isEmpty()) {
            return new Found.Unclear();
        }
        boolean isList = message.get().name().equals(LIST);
        List<Problem> warnings = Problem.in(message.get(), "Warnings", "Warning");
        List<Xml> lists = isList ? message.get().children("ReservationsList") : List.of();
        boolean isEmpty = lists.stream().allMatch(list -> list.children().isEmpty());
        if (isList && isEmpty && warnings.isEmpty()) {
            return new Found.Nothing();
        }
        List<Xml> reservations = (isList ? lists.stream() : message.stream())
                .flatMap(around -> around.children("PackageReservation").stream())
                .toList();
        List<Xml> ours = reservations.stream()
                .filter(one -> !RecordId.areForeign(RecordId.in(one), settings.bookingIdType(), reference))
                .toList();
        return ours.size() == 1 ? new Found.One(booking(ours.get(0), warnings)) : new Found.Unclear();
    }

    private Booking booking(Xml reservation, List<Problem> warnings) {
        Optional<Xml> packaged = reservation.at("Package");
        List<String> told = Stream.of(
                        packaged.flatMap(xml -> xml.attribute("Status")),
                        reservation.attribute("ReservationStatusCode"))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        boolean agree = told.stream().map(Standing::of).distinct().count() <= 1;
        String status = agree ? told.stream().findFirst().orElse("") : String.join(" / ", told);
        return new Booking(
                status,
                warnings.stream().map(Fault::ofCode).anyMatch(fault -> speaksAgainst(fault, Standing.of(status))),
                RecordId.in(reservation),
                packaged.map(BookingReader::items).orElse(List.of()),
                invoiced(reservation, "GrossAmount"),
                invoiced(reservation, "AmountReceived"),
                refunds(reservation));
    }

    /** Whether a warning says that the booking stands otherwise, or that nobody could look. */
    private static boolean speaksAgainst(Fault warned, Standing standing) {
        return switch (warned) {
            case UNREADABLE, UNCLEAR, NOT_FOUND, BUSY -> true;
            case ALREADY_CANCELLED -> standing != Standing.CANCELLED;
            case UNRECOGNISED, TOO_LATE, NOT_CANCELLABLE, WAIVER_REFUSED, UNAUTHORIZED, MALFORMED, TERMS_CHANGED ->
                false;
        };
    }

    /** The standard has no place for an item's status; suppliers write it on the item or on what is in it. */
    private static List<ItemStanding> items(Xml packaged) {
        List<Xml> items = packaged.at("ItineraryItems").map(Xml::children).orElse(List.of());
        return IntStream.range(0, items.size())
                .boxed()
                .flatMap(at -> item(items.get(at), at + 1).stream())
                .toList();
    }

    private static Optional<ItemStanding> item(Xml item, int position) {
        String number = item.attribute("ItinerarySequence").orElse(Integer.toString(position));
        List<Standing> told = Stream.concat(Stream.of(item), item.children().stream())
                .flatMap(xml -> statusOf(xml).stream())
                .map(Standing::of)
                .distinct()
                .toList();
        return told.stream()
                .findFirst()
                .map(first -> ItemStanding.ofSegment(number, told.size() == 1 ? first : Standing.UNKNOWN));
    }

    private static Optional<String> statusOf(Xml xml) {
        return xml.attribute("Status").or(() -> xml.attribute("ReservationStatusCode"));
    }

    private Optional<Money> invoiced(Xml reservation, String name) {
        return reservation.at("InvoiceDetail", name).flatMap(amounts::in);
    }

    private List<Booking.PostedRefund> refunds(Xml reservation) {
        return reservation.at("Transactions").map(list -> list.children("Transaction")).orElse(List.of()).stream()
                .filter(one ->
                        one.attribute("Type").filter("Refund"::equalsIgnoreCase).isPresent())
                .map(one -> new Booking.PostedRefund(
                        one.at("Amount").flatMap(amounts::in),
                        one.attribute("PostingDateTime").flatMap(text -> Moments.at(text, settings.timeZone()))))
                .toList();
    }
}
