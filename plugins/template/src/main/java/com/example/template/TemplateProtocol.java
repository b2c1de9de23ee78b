package com.example.template;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;

import com.grack.nanojson.JsonWriter;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.QuotedUnit;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireRequest;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The three operations: which requests they send, and what the replies mean. */
final class TemplateProtocol implements SupplierProtocol {
    private static final String QUOTE = "quote";

    /** The supplier's clock may be wrong by so much. */
    private static final Duration CLOCK_ERROR = Duration.ofHours(1);

    /** The supplier's codes that say for certain that nothing was done, and never will be. */
    private static final Map<String, RefusalCode> REFUSALS = Map.of(
            "UNKNOWN_BOOKING", RefusalCode.NOT_FOUND,
            "NOT_CANCELLABLE", RefusalCode.NOT_CANCELLABLE,
            "TOO_LATE", RefusalCode.TOO_LATE,
            "ALREADY_CANCELLED", RefusalCode.ALREADY_CANCELLED,
            "UNAUTHORIZED", RefusalCode.UNAUTHORIZED);

    private final Map<String, String> headers;

    TemplateProtocol(String language) {
        headers = Map.of("Accept", "application/json", "Accept-Language", language);
    }

    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        if (!order.scope().isEmpty()) {
            return answer(new QuoteResult.Refused(RefusalCode.NOT_CANCELLABLE, wholeBookingsOnly()));
        }
        WireRequest request = WireRequest.json(
                RequestKind.PREPARE,
                "POST",
                path(order.booking()) + "/cancellation-quotes",
                headers,
                JsonWriter.string()
                        .object()
                        .value("reason", order.reason().name())
                        .end()
                        .done());
        return ask(request, reply -> answer(quoted(order, Reply.of(reply))));
    }

    private static QuoteResult quoted(QuoteOrder order, Reply reply) {
        SupplierWord word = reply.word();
        Optional<String> id = reply.text(QUOTE, "id");
        if (reply.status() == 201 && id.isPresent() && isAbout(order.booking(), reply.text(QUOTE, "booking"))) {
            Unit unit = new Unit(Unit.WHOLE, List.of(), Map.of(QUOTE, id.get()));
            Optional<Instant> expires = reply.time(QUOTE, "expires");
            return new QuoteResult.Quoted(List.of(new QuotedUnit(unit, terms(reply))), expires, false, word);
        }
        return switch (reply.error()) {
            case "503 BUSY" -> new QuoteResult.Busy(word);
            default ->
                refusal(reply)
                        .<QuoteResult>map(code -> new QuoteResult.Refused(code, word))
                        .orElse(new QuoteResult.Unknown(word));
        };
    }

    private static Terms terms(Reply reply) {
        Optional<Money> penalty = reply.money(QUOTE, "penalty");
        Optional<Money> refund = reply.money(QUOTE, "refund");
        boolean complete = penalty.isPresent()
                && refund.isPresent()
                && penalty.get().currency().equals(refund.get().currency());
        return complete ? new Terms(penalty, refund, List.of(), Confidence.CONFIRMED) : Terms.UNKNOWN;
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        if (!order.unit().scope().isEmpty()) {
            return answer(new CancelResult.Refused(RefusalCode.NOT_CANCELLABLE, wholeBookingsOnly()));
        }
        String quote = order.unit().carried().get(QUOTE);
        if (quote == null) {
            return answer(new CancelResult.QuoteExpired(new SupplierWord("", "a quote is needed")));
        }
        WireRequest commit = WireRequest.json(
                RequestKind.COMMIT,
                "POST",
                path(order.booking()) + "/cancellations",
                headers,
                JsonWriter.string()
                        .object()
                        .value(QUOTE, quote)
                        .value("key", order.key())
                        .end()
                        .done());
        return ask(commit, reply -> answer(cancelled(order, Reply.of(reply))));
    }

    private static CancelResult cancelled(UnitOrder order, Reply reply) {
        SupplierWord word = reply.word();
        boolean ours = isAbout(order.booking(), reply.text("cancellation", "booking"))
                && reply.text("cancellation", "key").equals(Optional.of(order.key()));
        if (ours && reply.told("cancellation").equals("200 DONE")) {
            return new CancelResult.Cancelled(refund(reply.money("cancellation", "refund")), Set.of(), word);
        }
        return switch (reply.error()) {
            case "503 BUSY" -> new CancelResult.Busy(word);
            case "409 QUOTE_EXPIRED" -> new CancelResult.QuoteExpired(word);
            default ->
                refusal(reply)
                        .<CancelResult>map(code -> new CancelResult.Refused(code, word))
                        .orElse(new CancelResult.Unknown(word));
        };
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        WireRequest read = WireRequest.get(path(order.booking()), headers);
        return ask(read, reply -> answer(standing(order, Reply.of(reply))));
    }

    private static LookupResult standing(LookupOrder order, Reply reply) {
        SupplierWord word = reply.word();
        if (!isAbout(order.booking(), reply.text("booking", "reference"))) {
            return switch (reply.error()) {
                case "404 UNKNOWN_BOOKING" -> new LookupResult.NotFound(word);
                case "503 BUSY" -> new LookupResult.Busy(word);
                default -> new LookupResult.Unknown(word);
            };
        }
        return switch (reply.told("booking")) {
            case "200 CONFIRMED" -> new LookupResult.Active(word);
            case "200 TRAVELLED" -> new LookupResult.Gone(RefusalCode.TOO_LATE, word);
            case "200 CANCELLED" ->
                new LookupResult.Cancelled(
                        author(order, reply), refund(reply.money("booking", "refund")), Set.of(), word);
            default -> new LookupResult.Unknown(word);
        };
    }

    /** The key is the mark that only our commit leaves. */
    private static Author author(LookupOrder order, Reply reply) {
        if (order.committed().isEmpty()) {
            return Author.OTHERS;
        }
        LookupOrder.Committed ours = order.committed().get();
        if (reply.text("booking", "cancelledBy").equals(Optional.of(ours.key()))) {
            return Author.US;
        }
        boolean before = reply.time("booking", "cancelledAt")
                .filter(at -> at.plus(CLOCK_ERROR).isBefore(ours.since()))
                .isPresent();
        return before ? Author.OTHERS : Author.UNKNOWN;
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        return new BookingKey(number(reference));
    }

    private static String number(BookingReference booking) {
        String number = Normalizer.normalize(booking.reference(), Normalizer.Form.NFKC)
                .strip()
                .toUpperCase(Locale.ROOT);
        if (!number.matches("[A-Z0-9-]{1,40}")) {
            throw new IllegalArgumentException("a booking's number has letters, digits and dashes, 40 at most");
        }
        return number;
    }

    private static String path(BookingReference booking) {
        return "/bookings/" + WireRequest.segment(number(booking));
    }

    /** A reply to another request, out of a cache or a proxy, is none. */
    private static boolean isAbout(BookingReference booking, Optional<String> told) {
        return told.equals(Optional.of(number(booking)));
    }

    private static Optional<RefusalCode> refusal(Reply reply) {
        boolean refused = reply.status() >= 400 && reply.status() < 500;
        return reply.text("error", "code").filter(code -> refused).map(REFUSALS::get);
    }

    private static Refund refund(Optional<Money> amount) {
        return amount.map(money -> new Refund(
                        money.minorUnits() == 0 ? Refund.Status.NONE : Refund.Status.AUTOMATIC, amount, List.of()))
                .orElse(Refund.UNKNOWN);
    }

    private static SupplierWord wholeBookingsOnly() {
        return new SupplierWord("", "only whole bookings can be cancelled");
    }
}
