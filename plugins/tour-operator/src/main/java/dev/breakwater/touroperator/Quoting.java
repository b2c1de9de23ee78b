package dev.breakwater.touroperator;

import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.QuotedUnit;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.util.List;
import java.util.Optional;

/**
 * A quote: read the booking, close a quote that is still open, ask with the quote verb.
 *
 * <p>The verb is not trusted: where it is not proven to be safe whatever does not fit a quote is in doubt, and an unexpected
 * "Cancelled" never passes for a quote.
 */
final class Quoting {
    /** As many as {@code OTA_CancelRQ} has room for. */
    private static final int MOST_SEGMENTS = 99;

    private static final int LONGEST_WAIVER = 64;
    private static final int LONGEST_TRANSACTION = 500;

    private final QuoteOrder order;
    private final OtaSettings settings;
    private final OtaRequests requests;

    Quoting(QuoteOrder order, OtaSettings settings) {
        this.order = order;
        this.settings = settings;
        this.requests = new OtaRequests(settings);
    }

    Step<QuoteResult> begin() {
        if (!order.scope().isEmpty() && !settings.segments()) {
            return refused(RefusalCode.NOT_CANCELLABLE, "this supplier cancels whole packages only");
        }
        if (order.scope().size() > MOST_SEGMENTS) {
            return refused(RefusalCode.MALFORMED_REQUEST, "one request names at most " + MOST_SEGMENTS + " segments");
        }
        boolean namesSegments = order.scope().stream()
                .allMatch(item ->
                        item.type() == ScopeType.SEGMENT && item.reference().matches("[1-9][0-9]{0,5}"));
        if (!namesSegments) {
            return refused(RefusalCode.MALFORMED_REQUEST, "a segment is named by its number in the itinerary");
        }
        if (isWaiverRequired() && settings.verbs().quote().isEmpty()) {
            return refused(RefusalCode.WAIVER_REFUSED, "this supplier does not quote, so that no waiver can be seen");
        }
        if (order.waiver()
                .filter(some -> some.code().strip().length() > LONGEST_WAIVER)
                .isPresent()) {
            return refused(RefusalCode.MALFORMED_REQUEST, "a waiver's code has at most 64 characters");
        }
        String echoToken = order.key() + "-read";
        return Step.ask(requests.read(order.booking(), echoToken), wire -> {
            Reply reply = Reply.of(wire, echoToken);
            BookingReader.Found found =
                    new BookingReader(settings).find(reply, order.booking().reference());
            if (found instanceof BookingReader.Found.One one) {
                return found(one.booking());
            }
            return found instanceof BookingReader.Found.Nothing
                    ? Step.answer(new QuoteResult.Refused(RefusalCode.NOT_FOUND, reply.word()))
                    : failed(reply, true);
        });
    }

    private Step<QuoteResult> found(Booking booking) {
        SupplierWord word = booking.word();
        List<ItemStanding> parts = booking.standings(List.of());
        return switch (parts.size() > 1 ? Standing.ACTIVE : parts.get(0).standing()) {
            case CANCELLED -> refused(RefusalCode.ALREADY_CANCELLED, word);
            case USED -> refused(RefusalCode.TOO_LATE, word);
            case DECLINED -> refused(RefusalCode.ALREADY_CANCELLED, word);
            case NO_RECORD -> refused(RefusalCode.NOT_FOUND, word);
            case PENDING -> Step.answer(new QuoteResult.Busy(word));
            case ACTIVE, UNKNOWN -> closeOpenQuote(booking);
        };
    }

    private Step<QuoteResult> closeOpenQuote(Booking booking) {
        Optional<String> open = order.previous().stream()
                .flatMap(unit -> Carried.of(unit).stream())
                .flatMap(carried -> carried.transaction().stream())
                .findFirst();
        Optional<String> verb = settings.verbs().abort();
        if (open.isEmpty() || verb.isEmpty()) {
            return ask(booking);
        }
        CancelRequest abort = new CancelRequest(
                order.booking(), List.of(), order.reason(), Optional.empty(), open, order.key() + "-abort");
        return Step.ask(requests.abort(verb.get(), abort), wire -> {
            Reply reply = Reply.of(wire, abort.echoToken());
            Optional<CancelReply> aborted = reply.content(CancelReply.NAME).map(CancelReply::new);
            return aborted.filter(Quoting::hasCancelled).map(Quoting::alarm).orElseGet(() -> ask(booking));
        });
    }

    private Step<QuoteResult> ask(Booking booking) {
        if (settings.verbs().quote().isEmpty()) {
            Carried carried = carried(booking, Optional.empty());
            SupplierWord word = new SupplierWord(booking.status(), "this supplier does not quote");
            return Step.answer(quoted(carried, Terms.UNKNOWN, word));
        }
        return ask(
                booking,
                new CancelRequest(
                        order.booking(), order.scope(), order.reason(), order.waiver(), Optional.empty(), order.key()));
    }

    private Step<QuoteResult> ask(Booking booking, CancelRequest request) {
        return Step.ask(requests.quote(request), wire -> {
            Reply reply = Reply.of(wire, request.echoToken());
            Optional<CancelReply> answer = reply.content(CancelReply.NAME).map(CancelReply::new);
            if (answer.isPresent()) {
                return answered(booking, request, answer.get());
            }
            boolean mayDoWithout = reply.fault() == Fault.WAIVER_REFUSED
                    && request.waiver().filter(some -> !some.required()).isPresent()
                    && settings.verbs().quoteIsSafe();
            return mayDoWithout
                    ? ask(booking, request.withoutWaiver(order.key() + "-plain"))
                    : failed(reply, settings.verbs().quoteIsSafe());
        });
    }

    private Step<QuoteResult> answered(Booking booking, CancelRequest request, CancelReply answer) {
        boolean isForeign = RecordId.areForeign(
                answer.ids(), settings.bookingIdType(), order.booking().reference());
        if (isForeign) {
            return unknown("the reply is about another booking", answer);
        }
        if (answer.transaction().filter(id -> id.length() > LONGEST_TRANSACTION).isPresent()) {
            return unknown("a TransactionIdentifier of more than " + LONGEST_TRANSACTION + " characters", answer);
        }
        return switch (answer.state()) {
            case QUOTED ->
                answer.objection().isEmpty() || settings.verbs().quoteIsSafe()
                        ? Step.answer(quoted(booking, request, answer))
                        : unknown("a quote with an objection, from a verb that is not proven to be safe", answer);
            case CANCELLED, COMMITTED, CANCELLING, MODIFIED -> alarm(answer);
            case PENDING ->
                settings.verbs().quoteIsSafe()
                        ? Step.answer(new QuoteResult.Busy(answer.word()))
                        : unknown("a verb that is not proven to be safe", answer);
            case IGNORED -> Step.answer(new QuoteResult.Busy(answer.word()));
            case DENIED -> Step.answer(denied(answer));
            case UNCHANGED -> refused(RefusalCode.NOT_CANCELLABLE, answer.word());
            case UNKNOWN -> Step.answer(new QuoteResult.Unknown(answer.word()));
        };
    }

    private QuoteResult quoted(Booking booking, CancelRequest request, CancelReply answer) {
        Carried whole = carried(booking, answer.transaction());
        Terms told = answer.rules(new Amounts(settings), settings.timeZone(), whole.price(), whole.received())
                .termsAt(order.now());
        boolean isFree = told.penalty().filter(fee -> fee.minorUnits() == 0).isPresent();
        Terms terms = isFree && answer.warnsOfFee() ? Terms.UNKNOWN : told;
        boolean waived = request.waiver().isPresent()
                && !answer.warnsOfWaiver()
                && terms.penalty().filter(fee -> fee.minorUnits() == 0).isPresent();
        if (!waived && isWaiverRequired()) {
            return new QuoteResult.Refused(RefusalCode.WAIVER_REFUSED, answer.word());
        }
        return quoted(waived ? whole.withWaiver() : whole, terms, answer.word());
    }

    /** The price of a whole package says nothing about its segments. */
    private Carried carried(Booking booking, Optional<String> transaction) {
        boolean whole = order.scope().isEmpty();
        return new Carried(
                transaction,
                booking.price().filter(any -> whole),
                booking.received().filter(any -> whole),
                false);
    }

    private QuoteResult quoted(Carried carried, Terms terms, SupplierWord word) {
        Unit unit = new Unit(
                Unit.WHOLE, order.scope(), carried.asMap(settings.verbs().quote(), terms));
        return new QuoteResult.Quoted(
                List.of(new QuotedUnit(unit, terms)),
                settings.quoteLife().map(order.now()::plus),
                carried.waived(),
                word);
    }

    private QuoteResult denied(CancelReply answer) {
        return result(answer.denial(), answer.word(), settings.verbs().quoteIsSafe());
    }

    private Step<QuoteResult> failed(Reply reply, boolean isSafe) {
        return Step.answer(result(reply.fault(), reply.word(), isSafe));
    }

    /** @param isSafe whether the request certainly did not cancel, whatever became of it */
    private static QuoteResult result(Fault fault, SupplierWord word, boolean isSafe) {
        return switch (fault) {
            case ALREADY_CANCELLED -> new QuoteResult.Refused(RefusalCode.ALREADY_CANCELLED, word);
            case NOT_FOUND -> new QuoteResult.Refused(RefusalCode.NOT_FOUND, word);
            case TOO_LATE -> new QuoteResult.Refused(RefusalCode.TOO_LATE, word);
            case NOT_CANCELLABLE -> new QuoteResult.Refused(RefusalCode.NOT_CANCELLABLE, word);
            case WAIVER_REFUSED -> new QuoteResult.Refused(RefusalCode.WAIVER_REFUSED, word);
            case UNAUTHORIZED -> new QuoteResult.Refused(RefusalCode.UNAUTHORIZED, word);
            case MALFORMED -> new QuoteResult.Refused(RefusalCode.MALFORMED_REQUEST, word);
            case TERMS_CHANGED, BUSY -> new QuoteResult.Busy(word);
            case UNCLEAR -> isSafe ? new QuoteResult.Busy(word) : new QuoteResult.Unknown(word);
            case UNREADABLE, UNRECOGNISED -> new QuoteResult.Unknown(word);
        };
    }

    private boolean isWaiverRequired() {
        return order.waiver().filter(Waiver::required).isPresent();
    }

    private static boolean hasCancelled(CancelReply answer) {
        return switch (answer.state()) {
            case CANCELLED, COMMITTED, CANCELLING, MODIFIED -> true;
            case QUOTED, PENDING, DENIED, UNCHANGED, IGNORED, UNKNOWN -> false;
        };
    }

    /** The verb did what no quote may do. */
    private static Step<QuoteResult> alarm(CancelReply answer) {
        return unknown(
                "a verb that must not cancel may have cancelled: pause this supplier and correct its verbs", answer);
    }

    private static Step<QuoteResult> unknown(String why, CancelReply answer) {
        SupplierWord said = answer.word();
        String text = said.text().isEmpty() ? why : why + "; " + said.text();
        return Step.answer(new QuoteResult.Unknown(new SupplierWord(said.code(), text)));
    }

    private static Step<QuoteResult> refused(RefusalCode code, String text) {
        return refused(code, new SupplierWord("", text));
    }

    private static Step<QuoteResult> refused(RefusalCode code, SupplierWord word) {
        return Step.answer(new QuoteResult.Refused(code, word));
    }
}
