package dev.breakwater.touroperator;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.Traveller;
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

/** What the tests have in common: one supplier, one booking, and messages as that supplier writes them. */
final class Samples {
    static final Instant NOW = Instant.parse("2031-03-04T09:00:00Z");
    static final String KEY = "5f0c1f0e-7a52-4c5e-9d6c-0c2a6a1c9d10";
    static final BookingReference BOOKING = new BookingReference(
            "PK-480012", Optional.empty(), Optional.of(new Traveller("Ada Example", "")), Map.of());

    private static final String ROOT =
            " xmlns=\"http://www.opentravel.org/OTA/2003/05\" Version=\"4.000\" EchoToken=\"ECHO\"";

    private Samples() {}

    /** Settings of a supplier whose Initiate is proven to quote only, changed by name and value. */
    static SupplierSettings settings(String... changes) {
        Map<String, String> values = new HashMap<>(Map.of(
                "requestorId", "HT01",
                "messagePassword", "{{secret:messagePassword}}",
                "quoteVerb", "Initiate",
                "quoteVerbIsSafe", "true",
                "commitVerb", "Commit",
                "abortVerb", "Ignore",
                "target", "Test"));
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], changes[i + 1]);
        }
        return new SupplierSettings("sun-op", "ota", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), values);
    }

    static SupplierProtocol ota(String... changes) {
        return new TourOperatorPlugin().open(settings(changes));
    }

    static QuoteOrder quoteOrder() {
        return quoteOrder(List.of(), Optional.empty());
    }

    static QuoteOrder quoteOrder(List<ScopeItem> scope, Optional<Waiver> waiver) {
        return new QuoteOrder(BOOKING, scope, CancellationReason.CUSTOMER_REQUEST, waiver, List.of(), KEY, NOW);
    }

    static UnitOrder unitOrder(Unit unit) {
        return unitOrder(unit, Optional.empty());
    }

    static UnitOrder unitOrder(Unit unit, Optional<Waiver> waiver) {
        return new UnitOrder(BOOKING, unit, CancellationReason.CUSTOMER_REQUEST, waiver, KEY, NOW);
    }

    static LookupOrder lookupOrder(Optional<Instant> committedSince) {
        return lookupOrder(Unit.whole(List.of()), committedSince);
    }

    static LookupOrder lookupOrder(Unit unit, Optional<Instant> committedSince) {
        return new LookupOrder(BOOKING, unit, committedSince.map(at -> new LookupOrder.Committed(at, KEY)), NOW);
    }

    /** A unit as a quote would have left it. */
    static Unit quoted(ScopeItem... scope) {
        return new Unit(
                Unit.WHOLE,
                List.of(scope),
                Map.of(
                        "quotedWith", "Initiate",
                        "transactionIdentifier", "TX-9F2",
                        "price", "1650.00 EUR",
                        "received", "1650.00 EUR",
                        "waived", "false"));
    }

    static ScopeItem segment(int number) {
        return new ScopeItem(ScopeType.SEGMENT, Integer.toString(number));
    }

    /** A successful {@code OTA_CancelRS} with this inside. */
    static String cancelRs(String status, String content) {
        return "<OTA_CancelRS" + ROOT + " TransactionIdentifier=\"TX-9F2\" Status=\"" + status + "\"><Success/>"
                + content + "</OTA_CancelRS>";
    }

    static String rules(String... rules) {
        return "<UniqueID Type=\"14\" ID=\"PK-480012\"/><CancelInfoRS><CancelRules>" + String.join("", rules)
                + "</CancelRules></CancelInfoRS>";
    }

    /** @param attributes such as {@code Amount="412.50"} */
    static String rule(String attributes) {
        return "<CancelRule " + attributes + "/>";
    }

    static String charge(String amount) {
        return rule("Amount=\"" + amount + "\" CurrencyCode=\"EUR\" Type=\"Charge\"");
    }

    static String warning(int code) {
        return "<Warnings><Warning Type=\"11\" Code=\"" + code + "\">mind this</Warning></Warnings>";
    }

    /** An {@code OTA_CancelRS} with this error. */
    static String error(String attributes) {
        return "<OTA_CancelRS" + ROOT + " Status=\"Unsuccessful\"><Errors><Error " + attributes
                + "/></Errors></OTA_CancelRS>";
    }

    static String booking(int status) {
        return booking("Status=\"" + status + "\"", "", invoice("1650.00", "1650.00"));
    }

    /**
     * @param state attributes of the package
     * @param items what stands in the package
     * @param money what follows the passengers
     */
    static String booking(String state, String items, String money) {
        return "<OTA_PkgBookRS" + ROOT + " CurrencyCode=\"EUR\"><Success/><PackageReservation>"
                + "<UniqueID Type=\"14\" ID=\"PK-480012\"/><Package ID=\"SUN7\" TravelCode=\"HB42\" " + state + ">"
                + items + "</Package><ContactDetail><PersonName><Surname>Example</Surname></PersonName></ContactDetail>"
                + "<PassengerListItems><PassengerListItem RPH=\"1\"/></PassengerListItems>" + money
                + "</PackageReservation></OTA_PkgBookRS>";
    }

    static String invoice(String gross, String received) {
        return "<InvoiceDetail><GrossAmount Amount=\"" + gross + "\"/><AmountReceived Amount=\"" + received
                + "\"/></InvoiceDetail>";
    }

    static String refundPosted(String amount, String at) {
        return "<Transactions><Transaction Type=\"Refund\" CreditDebitInd=\"Debit\" PostingDateTime=\"" + at
                + "\"><Amount Amount=\"" + amount + "\" CurrencyCode=\"EUR\"/></Transaction></Transactions>";
    }

    /** @param status of the list STS, of each item in its order */
    static String items(int... status) {
        StringBuilder items = new StringBuilder("<ItineraryItems>");
        for (int i = 0; i < status.length; i++) {
            items.append("<ItineraryItem ItinerarySequence=\"%d\"><Accommodation Status=\"%d\"/></ItineraryItem>"
                    .formatted(i + 1, status[i]));
        }
        return items.append("</ItineraryItems>").toString();
    }

    /** A list of summaries, as {@code OTA_ReadRQ} may be answered with. */
    static String list(String... reservations) {
        return "<OTA_ResRetrieveRS" + ROOT + "><Success/><ReservationsList>" + String.join("", reservations)
                + "</ReservationsList></OTA_ResRetrieveRS>";
    }

    static String summary(String id, int status) {
        return "<PackageReservation ReservationStatusCode=\"" + status + "\"><UniqueID Type=\"14\" ID=\"" + id
                + "\"/></PackageReservation>";
    }

    static String fault(String code) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>"
                + "<faultcode>" + code + "</faultcode><faultstring>Out of order</faultstring>"
                + "</soap:Fault></soap:Body></soap:Envelope>";
    }

    static String enveloped(String message) {
        return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/>"
                + "<s:Body>" + message + "</s:Body></s:Envelope>";
    }
}
