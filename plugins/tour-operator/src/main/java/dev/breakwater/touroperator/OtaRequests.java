package dev.breakwater.touroperator;

import static java.util.function.Function.identity;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the requests, strictly by the schemas of 2017B. */
final class OtaRequests {
    static final String NAMESPACE = "http://www.opentravel.org/OTA/2003/05";
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    /** "Package option" in the code list TVS. */
    private static final String PACKAGE = "11";

    private static final int LONGEST_REASON = 64;
    private static final WordTable<String> REASONS = new WordTable<>("reasons.properties", identity());

    private final OtaSettings settings;

    OtaRequests(OtaSettings settings) {
        this.settings = settings;
    }

    /** @throws java.util.NoSuchElementException if the supplier has no verb that quotes */
    WireRequest quote(CancelRequest request) {
        OtaSettings.Verbs verbs = settings.verbs();
        RequestKind kind = verbs.quoteIsSafe() ? RequestKind.PREPARE : RequestKind.MAY_COMMIT;
        return cancelMessage(kind, verbs.quote().orElseThrow(), request);
    }

    WireRequest commit(CancelRequest request) {
        return cancelMessage(RequestKind.COMMIT, settings.verbs().commit(), request);
    }

    /** Closes a transaction that will not be committed. */
    WireRequest abort(String verb, CancelRequest request) {
        return cancelMessage(RequestKind.PREPARE, verb, request);
    }

    WireRequest read(BookingReference booking, String echoToken) {
        XmlElement read = new XmlElement("ReadRequest").with(uniqueId(booking)).with(verification(booking));
        XmlElement message = message("OTA_ReadRQ", "5.002", echoToken)
                .with(pointOfSale())
                .with(new XmlElement("ReadRequests").with(read));
        return post(RequestKind.READ, settings.envelope().readPath(), message);
    }

    private WireRequest cancelMessage(RequestKind kind, String verb, CancelRequest request) {
        XmlElement message = message("OTA_CancelRQ", "3.000", request.echoToken())
                .with("TransactionIdentifier", request.transaction())
                .with("CancelType", verb)
                .with("TravelSector", PACKAGE)
                .with(pointOfSale())
                .with(uniqueId(request.booking()).with("Reason", reason(request)))
                .with(verification(request.booking()))
                .with(segments(request.scope()))
                .with(request.waiver().map(waiver -> override()))
                .with(request.waiver().map(waiver -> promise(waiver, request)));
        return post(kind, settings.envelope().cancelPath(), message);
    }

    private XmlElement message(String name, String version, String echoToken) {
        return new XmlElement(name)
                .with("xmlns", NAMESPACE)
                .with("EchoToken", echoToken)
                .with("Target", settings.target())
                .with("Version", version);
    }

    private XmlElement pointOfSale() {
        OtaSettings.Requestor requestor = settings.requestor();
        return new XmlElement("POS")
                .with(new XmlElement("Source")
                        .with(new XmlElement("RequestorID")
                                .with("Type", requestor.type())
                                .with("ID", requestor.id())
                                .withSecret("MessagePassword", requestor.password())));
    }

    private XmlElement uniqueId(BookingReference booking) {
        return new XmlElement("UniqueID")
                .with("Type", settings.bookingIdType())
                .with("ID", References.folded(booking.reference()));
    }

    /** A guard against cancelling the wrong record. */
    private static Optional<XmlElement> verification(BookingReference booking) {
        return booking.traveller()
                .flatMap(PersonName::of)
                .map(name -> new XmlElement("Verification").with(name.element()));
    }

    private static List<XmlElement> segments(List<ScopeItem> scope) {
        return scope.stream()
                .map(item -> new XmlElement("Segment").with("ItinSegNbr", item.reference()))
                .toList();
    }

    private XmlElement override() {
        Money nothing = Money.zero(settings.currency());
        return new XmlElement("CancellationOverrides")
                .with(new XmlElement("CancellationOverride")
                        .with("Amount", nothing.amount())
                        .with("CurrencyCode", nothing.currency().getCurrencyCode())
                        .with("Type", "Charge"));
    }

    private static XmlElement promise(Waiver waiver, CancelRequest request) {
        String code = waiver.code().strip();
        return new XmlElement("Reasons")
                .with(new XmlElement("Reason")
                        .with("Type", code.substring(0, Math.min(code.length(), LONGEST_REASON)))
                        .text(reason(request)));
    }

    private static String reason(CancelRequest request) {
        return REASONS.exactly(request.reason().name()).orElseThrow();
    }

    private WireRequest post(RequestKind kind, String path, XmlElement message) {
        Optional<String> action = settings.envelope().soapAction();
        return action.isEmpty()
                ? request(kind, path, Map.of("Accept", "application/xml, text/xml"), "application/xml", message)
                : request(
                        kind,
                        path,
                        Map.of("Accept", "text/xml", "SOAPAction", '"' + action.get() + '"'),
                        "text/xml",
                        new XmlElement("soap:Envelope")
                                .with("xmlns:soap", SOAP)
                                .with(new XmlElement("soap:Body").with(message)));
    }

    private static WireRequest request(
            RequestKind kind, String path, Map<String, String> headers, String mediaType, XmlElement root) {
        return new WireRequest(kind, "POST", path, headers, mediaType + ";charset=UTF-8", Bytes.utf8(root.document()));
    }
}
