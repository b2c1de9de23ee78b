package dev.breakwater.airline;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Invented orders, and what an airline says about them. */
final class Samples {
    static final String RESHOP = "/OrderReshop";
    static final String CHANGE = "/OrderChange";
    static final String RETRIEVE = "/OrderRetrieve";
    static final String KEY = "9a7a4b0e-61b8-4ce0-8f0e-8f4a3d6a2c10";
    static final Instant NOW = Instant.parse("2031-03-04T09:00:00Z");
    static final BookingReference BOOKING = BookingReference.of("ZZ501KRTWA7");
    static final String PENALTY_OF_120 = penalty("<NetInd>true</NetInd>", "120.00");

    private Samples() {}

    static SupplierProtocol protocol(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("ownerCode", "ZZ", "sellerId", "00990011"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new AirlinePlugin()
                .open(new SupplierSettings(
                        "zephyr", "ndc", Currency.getInstance("EUR"), ZoneId.of("Europe/Madrid"), values));
    }

    static List<ScopeItem> scope(String... references) {
        return Stream.of(references)
                .map(reference -> new ScopeItem(ScopeType.ITEM, reference))
                .toList();
    }

    static QuoteOrder quote(String... items) {
        return quote(BOOKING, scope(items), Optional.empty());
    }

    static QuoteOrder quote(Waiver waiver) {
        return quote(BOOKING, List.of(), Optional.of(waiver));
    }

    static QuoteOrder quote(BookingReference booking, List<ScopeItem> scope, Optional<Waiver> waiver) {
        return new QuoteOrder(booking, scope, CancellationReason.WEATHER, waiver, List.of(), KEY, NOW);
    }

    static BookingReference unpaid(String value) {
        return new BookingReference("ZZ501KRTWA7", Optional.empty(), Optional.empty(), Map.of("unpaid", value));
    }

    /** The unit of an offer, of the whole order or of items. */
    static Unit unit(String... items) {
        Map<String, String> carried =
                Map.of("orderId", "ZZ501KRTWA7", "ownerCode", "ZZ", "orderVersion", "3", "offerId", "QF-88120");
        return new Unit(items.length == 0 ? Unit.WHOLE : String.join("+", items), scope(items), carried);
    }

    static UnitOrder cancel(String... items) {
        return cancel(unit(items));
    }

    static UnitOrder cancel(Unit unit) {
        return new UnitOrder(BOOKING, unit, CancellationReason.WEATHER, Optional.empty(), KEY, NOW);
    }

    static LookupOrder lookup(boolean committed, String... items) {
        return new LookupOrder(
                BOOKING,
                unit(items),
                committed ? Optional.of(new LookupOrder.Committed(NOW, KEY)) : Optional.empty(),
                NOW.plusSeconds(60));
    }

    static String reshopReply(String... content) {
        return reply("IATA_OrderReshopRS", content);
    }

    static String viewReply(String... content) {
        return reply("IATA_OrderViewRS", content);
    }

    private static String reply(String root, String... content) {
        return "<m:" + root + " xmlns:m=\"http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersMessage\""
                + " xmlns=\"http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersCommonTypes\">"
                + String.join("", content) + "</m:" + root + ">";
    }

    static String error(String code, String text, String type) {
        return "<m:Error><Code>" + code + "</Code><DescText>" + text + "</DescText>"
                + (type.isEmpty() ? "" : "<TypeCode>" + type + "</TypeCode>") + "</m:Error>";
    }

    static String warning(String code, String text) {
        return "<Warning><Code>" + code + "</Code><DescText>" + text + "</DescText>"
                + "<StatusText>Processed</StatusText><URL>https://zephyr.example/form</URL></Warning>";
    }

    static String offers(String penalties, String... offers) {
        return reshopReply("<m:Response>"
                + "<DataLists><PenaltyList>" + penalties + "</PenaltyList></DataLists>"
                + "<Order><OrderID>ZZ501KRTWA7</OrderID><OrderVersionNumber>3</OrderVersionNumber></Order>"
                + "<ReshopResults><ReshopOffers>" + String.join("", offers) + "</ReshopOffers></ReshopResults>"
                + "</m:Response>");
    }

    static String results(String results) {
        return reshopReply("<m:Response><ReshopResults>" + results + "</ReshopResults></m:Response>");
    }

    static String penalty(String netted, String amount) {
        return "<Penalty>" + netted + "<PenaltyID>PN-1</PenaltyID><Price><TotalAmount CurCode=\"EUR\">" + amount
                + "</TotalAmount></Price><TypeCode>Cancellation</TypeCode></Penalty>";
    }

    static String offer(String id, String... deletions) {
        return "<Offer>" + String.join("", deletions)
                + "<OfferExpirationTimeLimitDateTime>2031-03-04T10:45:00Z</OfferExpirationTimeLimitDateTime>"
                + "<OfferID>" + id + "</OfferID><OwnerCode>ZZ</OwnerCode></Offer>";
    }

    static String deletion(String item, String services, String differential) {
        return "<DeleteOrderItem><ExistingOrderItem>"
                + Stream.of(services.split(" "))
                        .filter(service -> !service.isEmpty())
                        .map(Samples::existing)
                        .collect(Collectors.joining())
                + "<OrderItemRefID>" + item + "</OrderItemRefID></ExistingOrderItem>" + differential
                + "</DeleteOrderItem>";
    }

    /** @param service its id, with a minus before it if it is to be kept */
    private static String existing(String service) {
        boolean isKept = service.startsWith("-");
        return "<ExistingService><FutureStatusCode>" + (isKept ? "CONFIRMED" : "CANCELLED")
                + "</FutureStatusCode><ServiceRefID>" + service.replace("-", "") + "</ServiceRefID></ExistingService>";
    }

    /** 506.40 paid for one passenger. */
    static String differential(String type, String due, String penalties) {
        return "<PriceDifferential><DifferentialTypeCode>" + type + "</DifferentialTypeCode><DiffPrice><FareDetail>"
                + penalties + "<Price><BaseAmount CurCode=\"EUR\">-410.00</BaseAmount>" + due
                + "<TotalAmount CurCode=\"EUR\">-506.40</TotalAmount></Price></FareDetail></DiffPrice>"
                + "<NewPrice><Price><TotalAmount CurCode=\"EUR\">0.00</TotalAmount></Price></NewPrice>"
                + "<OldPrice><Price><TotalAmount CurCode=\"EUR\">506.40</TotalAmount></Price></OldPrice>"
                + "</PriceDifferential>";
    }

    static String refund(String amount) {
        return differential("Refund", due(amount), "<PenaltyRefID>PN-1</PenaltyRefID>");
    }

    static String due(String amount) {
        return "<DueByAirlineAmount CurCode=\"EUR\">" + amount + "</DueByAirlineAmount>";
    }

    /** The offer QF-88120 for the one item of the order: 386.40 of 506.40 come back. */
    static String usualOffer() {
        return offers(PENALTY_OF_120, offer("QF-88120", deletion("ZZ501KRTWA7-1", "S1", refund("386.40"))));
    }

    static String order(String status, String... items) {
        return "<m:Response><Order><OrderID>ZZ501KRTWA7</OrderID>" + String.join("", items)
                + "<OrderVersionNumber>3</OrderVersionNumber><OwnerCode>ZZ</OwnerCode><StatusCode>" + status
                + "</StatusCode></Order></m:Response>";
    }

    /** @param services such as {@code S1:CONFIRMED S2:CANCELLED} */
    static String item(String number, String status, String services) {
        return item(number, status, services, "");
    }

    static String item(String number, String status, String services, String differential) {
        return "<OrderItem><OrderItemID>ZZ501KRTWA7-" + number + "</OrderItemID><OwnerCode>ZZ</OwnerCode>"
                + differential
                + Stream.of(services.split(" "))
                        .filter(service -> !service.isEmpty())
                        .map(service -> service.split(":", 2))
                        .map(parts -> "<Service><ServiceID>" + parts[0] + "</ServiceID><StatusCode>" + parts[1]
                                + "</StatusCode></Service>")
                        .collect(Collectors.joining())
                + "<StatusCode>" + status + "</StatusCode></OrderItem>";
    }

    static String active() {
        return viewReply(order("OPENED", item("1", "ACTIVE", "S1:CONFIRMED")));
    }

    static String cancelled() {
        return viewReply(order("CLOSED", item("1", "CLOSED", "S1:CANCELLED")));
    }

    /** Two items of two services each, all live. */
    static String twoItems() {
        return viewReply(order(
                "OPENED",
                item("1", "ACTIVE", "S1:CONFIRMED S2:CONFIRMED"),
                item("2", "ACTIVE", "S3:CONFIRMED S4:CONFIRMED")));
    }
}
