package dev.breakwater.gateway.dispatch;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A small protocol in several styles. Paths are {@code /verb/BOOKING/UNIT}; replies are a word and what belongs to it, parted by
 * blanks.
 */
record SimulatedProtocol(Style style, Marks marks) implements SupplierProtocol {
    static final List<String> UNITS = List.of("room-1", "room-2");
    static final String KEY = "Idempotency-Key";

    private static final Duration SKEW = Duration.ofSeconds(5);

    /** What has to be said before a commit. */
    enum Style {
        /** Nothing: the first request is the commit. */
        PLAIN,
        /** The booking is prepared first. */
        PREPARED,
        /** A quote names the units, which are committed one by one. */
        QUOTED,
        /** The same, and asking for the quote may cancel at once. */
        QUOTE_MAY_COMMIT
    }

    /** How a booking tells who cancelled it. */
    enum Marks {
        /** By the key of the commit. */
        KEY,
        /** By the time it was cancelled. */
        TIME,
        /** Not at all. */
        NONE
    }

    ProtocolInfo info() {
        boolean quotes = style == Style.QUOTED || style == Style.QUOTE_MAY_COMMIT;
        return new ProtocolInfo(
                "simulated",
                "",
                quotes ? Set.of(Capability.QUOTE, Capability.QUOTE_REQUIRED) : Set.of(),
                Set.of(),
                List.of(),
                List.of());
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        return new BookingKey(reference.reference());
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        RequestKind kind = style == Style.QUOTE_MAY_COMMIT ? RequestKind.MAY_COMMIT : RequestKind.READ;
        return Step.ask(request(kind, "quote", order.booking(), "all", order.key()), SimulatedProtocol::quoted);
    }

    private static Step<QuoteResult> quoted(WireReply reply) {
        List<String> said = words(reply);
        SupplierWord word = word(reply);
        return Step.answer(
                switch (said.get(0)) {
                    case "OFFER" -> new QuoteResult.Quoted(offers(said.get(1)), Optional.empty(), false, word);
                    case "BUSY" -> new QuoteResult.Busy(word);
                    case "REFUSED" -> new QuoteResult.Refused(RefusalCode.valueOf(said.get(1)), word);
                    default -> new QuoteResult.Unknown(word);
                });
    }

    private static List<QuoteResult.QuotedUnit> offers(String offer) {
        Terms terms =
                new Terms(Optional.of(Money.of("10.00", "EUR")), Optional.empty(), List.of(), Confidence.CONFIRMED);
        return UNITS.stream()
                .map(name -> new QuoteResult.QuotedUnit(new Unit(name, List.of(), Map.of("offer", offer)), terms))
                .toList();
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        WireRequest commit = request(
                RequestKind.COMMIT, "cancel", order.booking(), order.unit().key(), order.key());
        Step<CancelResult> committing = Step.ask(commit, SimulatedProtocol::cancelled);
        return style == Style.PREPARED
                ? Step.ask(
                        request(
                                RequestKind.PREPARE,
                                "prepare",
                                order.booking(),
                                order.unit().key(),
                                order.key()),
                        reply -> words(reply).get(0).equals("OK")
                                ? committing
                                : Step.answer(new CancelResult.Busy(word(reply))))
                : committing;
    }

    private static Step<CancelResult> cancelled(WireReply reply) {
        List<String> said = words(reply);
        SupplierWord word = word(reply);
        return Step.answer(
                switch (said.get(0)) {
                    case "CANCELLED" -> new CancelResult.Cancelled(Refund.UNKNOWN, Set.of(), word);
                    case "PENDING" -> new CancelResult.Pending(word);
                    case "BUSY" -> new CancelResult.Busy(word);
                    case "EXPIRED" -> new CancelResult.QuoteExpired(word);
                    case "REFUSED" -> new CancelResult.Refused(RefusalCode.valueOf(said.get(1)), word);
                    default -> new CancelResult.Unknown(word);
                });
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        WireRequest question =
                request(RequestKind.READ, "look", order.booking(), order.unit().key(), "");
        return Step.ask(question, reply -> Step.answer(found(order, reply)));
    }

    private LookupResult found(LookupOrder order, WireReply reply) {
        List<String> said = words(reply);
        SupplierWord word = word(reply);
        return switch (said.get(0)) {
            case "ACTIVE" -> new LookupResult.Active(word);
            case "UNKNOWN" -> new LookupResult.NotFound(word);
            case "PENDING" -> new LookupResult.Pending(word);
            case "BUSY" -> new LookupResult.Busy(word);
            case "PARTLY" ->
                new LookupResult.PartlyCancelled(
                        Author.US,
                        List.of(Cases.ONE),
                        List.of(Cases.TWO),
                        Optional.of(said.get(1)),
                        Refund.UNKNOWN,
                        word);
            case "CANCELLED" ->
                new LookupResult.Cancelled(
                        author(order, said.get(1), Instant.parse(said.get(2))), Refund.UNKNOWN, Set.of(), word);
            default -> new LookupResult.Unknown(word);
        };
    }

    private Author author(LookupOrder order, String who, Instant when) {
        return switch (marks) {
            case KEY -> who.equals("others") ? Author.OTHERS : Author.US;
            case TIME ->
                order.committedSince()
                                .map(since -> when.isBefore(since.minus(SKEW)))
                                .orElse(true)
                        ? Author.OTHERS
                        : Author.US;
            case NONE -> Author.UNKNOWN;
        };
    }

    private static WireRequest request(
            RequestKind kind, String verb, BookingReference booking, String unit, String key) {
        String path = Stream.of("", verb, booking.reference(), unit)
                .reduce((a, b) -> a + "/" + b)
                .get();
        return new WireRequest(
                kind,
                kind == RequestKind.READ ? "GET" : "POST",
                path,
                key.isEmpty() ? Map.of() : Map.of(KEY, key),
                "",
                dev.breakwater.plugin.Bytes.EMPTY);
    }

    private static List<String> words(WireReply reply) {
        return reply.is2xx() ? List.of(reply.text().split(" ")) : List.of("");
    }

    private static SupplierWord word(WireReply reply) {
        return new SupplierWord(String.valueOf(reply.status()), reply.text());
    }
}
