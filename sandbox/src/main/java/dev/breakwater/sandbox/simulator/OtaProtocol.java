package dev.breakwater.sandbox.simulator;

import static dev.breakwater.sandbox.simulator.OtaMessage.escaped;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A tour operator that speaks OpenTravel OTA 2017B, in SOAP or plain XML as it is spoken to. Whatever it has to say it says with
 * HTTP 200.
 */
final class OtaProtocol implements Protocol {

    private static final String CANCEL = "OTA_CancelRQ";
    private static final String READ = "OTA_ReadRQ";

    /** The promises that are kept; {@link #FORBIDDEN} is refused, all others are ignored without a word. */
    private static final Set<String> WAIVERS = Set.of("STRIKE", "STORM", "SUPPLIER_FAILURE");

    private static final String FORBIDDEN = "FORBIDDEN";

    private final ClientCredentials client;
    private final OtaVerbs verbs;
    private final Timing timing;
    private final InstantSource clock;
    private final EffectLog effects;
    private final Map<String, OtaBooking> bookings = new ConcurrentHashMap<>();

    /** @param client who is let in: {@code RequestorID/@ID} and {@code @MessagePassword} */
    OtaProtocol(ClientCredentials client, OtaVerbs verbs, Timing timing, InstantSource clock, EffectLog effects) {
        this.client = client;
        this.verbs = verbs;
        this.timing = timing;
        this.clock = clock;
        this.effects = effects;
    }

    @Override
    public List<Route> routes() {
        Route.Subject subject = call -> OtaMessage.of(call).flatMap(OtaMessage::reference);
        return List.of(
                Route.commit("POST", "/ota/cancel", on(CANCEL, this::cancel))
                        .about(subject)
                        .onlyIf(this::commits),
                Route.read("POST", "/ota/read", on(READ, this::read)).about(subject));
    }

    @Override
    public Optional<Reply> turnAway(Call call) {
        Optional<OtaMessage> message = OtaMessage.of(call);
        if (message.isEmpty()) {
            return Optional.of(malformed("Malformed"));
        }
        boolean known = message.get()
                .at("POS", "Source", "RequestorID")
                .filter(id -> id.getAttribute("ID").equals(client.id())
                        && id.getAttribute("MessagePassword").equals(client.secret()))
                .isPresent();
        return known ? Optional.empty() : Optional.of(error(message.get(), 175, "Requestor or password is wrong"));
    }

    @Override
    public Reply tooManyRequests() {
        return Reply.text(429, "Too many requests, try again later").with("Retry-After", "1");
    }

    @Override
    public Reply noSuchPath(Call call) {
        return Reply.text(404, "There is nothing at " + call.method() + " " + call.path());
    }

    private boolean commits(Call call) {
        return OtaMessage.of(call)
                .filter(message -> message.name().equals(CANCEL) && verbs.commits(message.attribute("CancelType")))
                .isPresent();
    }

    private interface Handler {
        Reply answer(OtaMessage message, OtaBooking booking);
    }

    private Function<Call, Reply> on(String name, Handler handler) {
        return call -> {
            OtaMessage message = OtaMessage.of(call).orElseThrow();
            if (!message.name().equals(name)) {
                return malformed("UnrecognizedRoot");
            }
            Optional<OtaBooking> booking = message.reference().flatMap(this::find);
            if (booking.isEmpty()) {
                return error(message, 97, "No such booking");
            }
            synchronized (booking.get()) {
                return handler.answer(message, booking.get());
            }
        };
    }

    private Reply read(OtaMessage message, OtaBooking booking) {
        return answer(
                message,
                "<OTA_PkgBookRS%s CurrencyCode=\"EUR\"><Success/>%s</OTA_PkgBookRS>"
                        .formatted(root(message, "5.000"), booking.view(clock.instant())));
    }

    private Reply cancel(OtaMessage message, OtaBooking booking) {
        String verb = message.attribute("CancelType");
        String transaction = message.attribute("TransactionIdentifier");
        Instant now = clock.instant();
        if (verb.equals("Ignore")) {
            booking.close(transaction);
            return cancelRs(message, "Ignored", transaction, unique(booking));
        }
        if (!verbs.quotes(verb) && !verbs.commits(verb)) {
            return error(message, 320, "This verb is not understood: " + verb);
        }
        if (booking.isBeingCancelled(now)) {
            return cancelRs(message, "PendingCancellation", transaction, unique(booking));
        }
        if (booking.hasBeenCancelled(now)) {
            return error(message, 95, booking.reference() + " is cancelled");
        }
        if (booking.isClosed()) {
            return error(message, 88, "The holiday has begun");
        }
        if (message.at("Segment").isPresent()) {
            return error(message, 264, "Only the whole package can be cancelled");
        }
        return verbs.quotes(verb) ? quote(message, booking, now) : commit(message, booking, now);
    }

    private Reply quote(OtaMessage message, OtaBooking booking, Instant now) {
        Optional<String> waiver = message.at("CancellationOverrides", "CancellationOverride")
                .flatMap(override -> message.at("Reasons", "Reason"))
                .map(reason -> reason.getAttribute("Type"));
        if (waiver.filter(FORBIDDEN::equals).isPresent()) {
            return error(message, 566, "The fee cannot be overridden");
        }
        OtaBooking.Quote quote =
                booking.quote(waiver.filter(WAIVERS::contains).isPresent(), now.plus(timing.offerLife()));
        String warning = quote.fee() == 0
                ? ""
                : "<Warnings><Warning Type=\"11\" Code=\"568\">A fee applies</Warning></Warnings>";
        return cancelRs(message, "OnHold", booking.transaction(), warning + unique(booking) + info(quote.fee(), ""));
    }

    private Reply commit(OtaMessage message, OtaBooking booking, Instant now) {
        String transaction = message.attribute("TransactionIdentifier");
        boolean commitsQuote = message.attribute("CancelType").equals("Commit");
        Optional<OtaBooking.Quote> quote = booking.open(transaction, now);
        if (commitsQuote && transaction.isEmpty()) {
            return error(message, 321, "TransactionIdentifier is missing");
        }
        if (commitsQuote && quote.isEmpty()) {
            return cancelRs(message, "Ignored", transaction, unique(booking));
        }
        if (quote.filter(offer -> !offer.binding()).isPresent()) {
            return error(message, 568, "The fee has risen since it was quoted");
        }
        Behaviour behaviour = booking.nextCommit();
        int fee = quote.map(OtaBooking.Quote::fee).orElseGet(booking::usualFee);
        return behaviour
                .execution()
                .effectiveAt(now, timing)
                .map(effectiveAt -> {
                    booking.cancel(effectiveAt, fee);
                    effects.tookEffect(booking.reference(), effectiveAt);
                    return cancelled(message, booking, now);
                })
                .orElseGet(() -> error(message, 450, "Nothing was done"))
                .delivered(behaviour.delivery());
    }

    private static Reply cancelled(OtaMessage message, OtaBooking booking, Instant now) {
        String transaction = message.attribute("TransactionIdentifier");
        if (booking.isBeingCancelled(now)) {
            return cancelRs(message, "PendingCancellation", transaction, unique(booking));
        }
        String number = "<UniqueID Type=\"15\" ID=\"CX-%08X\"/>"
                .formatted(booking.reference().hashCode());
        return cancelRs(message, "Cancelled", transaction, unique(booking) + info(booking.fee(), number));
    }

    private Optional<OtaBooking> find(String reference) {
        return Behaviour.of(reference)
                .filter(Behaviour::exists)
                .map(behaviour -> bookings.computeIfAbsent(
                        EffectLog.canonical(reference), key -> new OtaBooking(key, behaviour, clock.instant())));
    }

    private static String unique(OtaBooking booking) {
        return "<UniqueID Type=\"14\" ID=\"" + escaped(booking.reference()) + "\"/>";
    }

    private static String info(int fee, String number) {
        return "<CancelInfoRS><CancelRules><CancelRule CurrencyCode=\"EUR\" Amount=\"" + OtaBooking.euros(fee)
                + "\" Type=\"Charge\"/></CancelRules>" + number + "</CancelInfoRS>";
    }

    private static Reply cancelRs(OtaMessage message, String status, String transaction, String content) {
        String bound = transaction.isEmpty() ? "" : " TransactionIdentifier=\"" + escaped(transaction) + "\"";
        return answer(
                message,
                "<OTA_CancelRS%s%s Status=\"%s\"><Success/>%s</OTA_CancelRS>"
                        .formatted(root(message, "4.000"), bound, status, content));
    }

    private static Reply error(OtaMessage message, int code, String text) {
        String errors = "<Errors><Error Type=\"%d\" Code=\"%d\" Status=\"NotProcessed\">%s</Error></Errors>"
                .formatted(code == 175 ? 4 : 3, code, escaped(text));
        return answer(
                message,
                message.name().equals(READ)
                        ? "<OTA_PkgBookRS%s>%s</OTA_PkgBookRS>".formatted(root(message, "5.000"), errors)
                        : "<OTA_CancelRS%s Status=\"Unsuccessful\">%s</OTA_CancelRS>"
                                .formatted(root(message, "4.000"), errors));
    }

    private static Reply malformed(String code) {
        return Reply.xml(
                400,
                "<OTA_ErrorRS xmlns=\"http://www.opentravel.org/OTA/2003/05\" Version=\"3.000\" Status=\"NotProcessed\""
                        + " ErrorCode=\"" + code + "\"/>");
    }

    private static String root(OtaMessage message, String version) {
        String echoed = message.attribute("EchoToken");
        return " xmlns=\"http://www.opentravel.org/OTA/2003/05\" Version=\"" + version + "\""
                + (echoed.isEmpty() ? "" : " EchoToken=\"" + escaped(echoed) + "\"");
    }

    private static Reply answer(OtaMessage message, String content) {
        if (!message.enveloped()) {
            return Reply.xml(200, content);
        }
        return Reply.xml(
                        200,
                        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + content
                                + "</soap:Body></soap:Envelope>")
                .with("Content-Type", "text/xml;charset=UTF-8");
    }
}
