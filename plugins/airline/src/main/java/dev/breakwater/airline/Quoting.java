package dev.breakwater.airline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A quote: asks for an offer to cancel. For parts of an order, which have to be named together with what is kept, and for
 * unpaid orders, which need no offer, the order is read first.
 */
final class Quoting {
    private static final int LONGEST_KEY = 200;

    private final QuoteOrder order;
    private final NdcSettings settings;
    private final NdcRequests requests;
    private final String orderId;

    Quoting(QuoteOrder order, NdcSettings settings, NdcRequests requests) {
        this.order = order;
        this.settings = settings;
        this.requests = requests;
        this.orderId = References.folded(order.booking().reference());
    }

    Step<QuoteResult> begin() {
        boolean isWritable = Stream.concat(
                        Stream.of(orderId),
                        Stream.concat(
                                order.scope().stream().map(ScopeItem::reference),
                                order.waiver().stream().map(Waiver::code)))
                .allMatch(Markup::canCarry);
        if (!isWritable) {
            return refused(RefusalCode.MALFORMED_REQUEST, "a reference holds characters that XML cannot carry");
        }
        if (order.scope().stream().anyMatch(item -> item.type() != ScopeType.ITEM)) {
            return refused(RefusalCode.MALFORMED_REQUEST, "only order items and services can be cancelled one by one");
        }
        if (Unpaid.is(order.booking())) {
            return order.scope().isEmpty()
                    ? read(this::unpaid)
                    : refused(RefusalCode.NOT_CANCELLABLE, "an unpaid order can only be cancelled whole");
        }
        return order.scope().isEmpty()
                ? Step.ask(
                        requests.reshop(orderId, order.waiver(), order.key()),
                        wire -> offered(CancelOffer::forWhole, Reply.of(Message.RESHOP, wire)))
                : read(this::parts);
    }

    private Step<QuoteResult> read(Function<Selection, Step<QuoteResult>> then) {
        return Step.ask(requests.retrieve(orderId), wire -> {
            Reply reply = Reply.of(Message.RETRIEVE, wire);
            if (reply.response().isEmpty()) {
                return failed(reply);
            }
            if (reply.reports(Notable.PAYMENT_UNDER_WAY)) {
                return Step.answer(new QuoteResult.Busy(reply.word()));
            }
            Optional<Order> shown = Order.in(reply.response().get(), orderId, settings.owner());
            if (shown.isEmpty()) {
                return Step.answer(new QuoteResult.Unknown(reply.word()));
            }
            return Selection.of(shown.get(), order.scope())
                    .map(then)
                    .orElseGet(() -> refused(
                            RefusalCode.NOT_FOUND,
                            "the order does not have exactly one of each item or service named"));
        });
    }

    private Step<QuoteResult> unpaid(Selection selection) {
        if (order.waiver().filter(Waiver::required).isPresent()) {
            return refused(RefusalCode.WAIVER_REFUSED, "an unpaid order takes no waiver");
        }
        Money zero = Money.zero(settings.currency());
        Carried carried =
                new Carried(orderId, settings.owner(), selection.order().version(), Optional.empty(), List.of());
        Terms free = new Terms(Optional.of(zero), Optional.of(zero), List.of(), Confidence.ESTIMATED);
        return obstacle(selection)
                .orElseGet(() -> Step.answer(new QuoteResult.Quoted(
                        List.of(new QuoteResult.QuotedUnit(new Unit(Unit.WHOLE, List.of(), carried.asMap()), free)),
                        Optional.empty(),
                        false,
                        new SupplierWord(selection.words(), ""))));
    }

    private Step<QuoteResult> parts(Selection selection) {
        return obstacle(selection).orElseGet(() -> {
            Selection open = selection.open();
            return Step.ask(
                    requests.reshop(orderId, open, order.waiver(), order.key()),
                    wire -> offered(
                            offers -> offers.stream()
                                    .filter(offer -> offer.fits(open))
                                    .toList(),
                            Reply.of(Message.RESHOP, wire)));
        });
    }

    /** Why no offer can be asked for. */
    private static Optional<Step<QuoteResult>> obstacle(Selection selection) {
        if (!selection.isUnderstood()) {
            return Optional.of(Step.answer(new QuoteResult.Unknown(new SupplierWord(selection.words(), ""))));
        }
        return over(selection)
                .map(code -> Step.answer(new QuoteResult.Refused(code, new SupplierWord(selection.words(), ""))));
    }

    private static Optional<RefusalCode> over(Selection selection) {
        if (selection.isCancelled()) {
            return Optional.of(RefusalCode.ALREADY_CANCELLED);
        }
        return selection.isClosed() ? Optional.of(RefusalCode.TOO_LATE) : Optional.empty();
    }

    private Step<QuoteResult> offered(Function<List<CancelOffer>, List<CancelOffer>> fitting, Reply reply) {
        if (reply.response().isEmpty()) {
            return failed(reply);
        }
        Xml response = reply.response().get();
        boolean isOfAnother =
                !response.all("Order").stream().allMatch(shown -> Order.isShownBy(shown, orderId, settings.owner()));
        Xml results = response.at("ReshopResults");
        if (isOfAnother || !results.exists()) {
            return Step.answer(new QuoteResult.Unknown(reply.word()));
        }
        if (reply.reports(Notable.PAYMENT_UNDER_WAY)) {
            return Step.answer(new QuoteResult.Busy(reply.word()));
        }
        if (results.at("NoChangeInd").exists()) {
            return whatBecame(RefusalCode.NOT_CANCELLABLE, reply);
        }
        if (results.at("RepricedOffer").exists()) {
            return refused(RefusalCode.NOT_CANCELLABLE, "the airline only offers to price the order anew");
        }
        List<CancelOffer> fit = fitting.apply(CancelOffer.in(response, settings.timeZone()));
        if (fit.isEmpty()) {
            return refused(RefusalCode.NOT_CANCELLABLE, "no offer cancels exactly what was asked for");
        }
        return fit.stream()
                .filter(offer -> !offer.cost().wantsPayment())
                .min(Comparator.comparing((CancelOffer offer) -> offer.hasExpired(order.now()))
                        .thenComparing(CancelOffer.BEST_FIRST))
                .map(offer -> chosen(offer, reply))
                .orElseGet(() -> refused(RefusalCode.NOT_CANCELLABLE, "the airline wants to be paid for it"));
    }

    private Step<QuoteResult> chosen(CancelOffer offer, Reply reply) {
        if (!offer.cost().isUnderstood()) {
            return Step.answer(new QuoteResult.Unknown(new SupplierWord(offer.words(), "")));
        }
        boolean waiverApplied = order.waiver().isPresent() && offer.cost().isFree();
        if (!waiverApplied && order.waiver().filter(Waiver::required).isPresent()) {
            return refused(RefusalCode.WAIVER_REFUSED, "the offer does not show that the waiver was applied");
        }
        String version = reply.response()
                .flatMap(response -> response.text("Order", "OrderVersionNumber"))
                .orElse("");
        Carried carried = Carried.of(offer, orderId, settings.owner(), version);
        Unit unit = new Unit(unitKey(), order.scope(), carried.asMap(offer));
        return Step.answer(new QuoteResult.Quoted(
                List.of(new QuoteResult.QuotedUnit(unit, offer.cost().terms())),
                offer.expiresAt(),
                waiverApplied,
                word(offer, reply)));
    }

    private static SupplierWord word(CancelOffer offer, Reply reply) {
        String odd = offer.cost().isOdd() ? "the penalties do not explain the refund" : "";
        return new SupplierWord(
                offer.words(),
                Stream.of(odd, reply.word().text())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private Step<QuoteResult> failed(Reply reply) {
        return switch (reply.fault()) {
            case UNAUTHORIZED -> refused(RefusalCode.UNAUTHORIZED, reply);
            case NOT_FOUND -> refused(RefusalCode.NOT_FOUND, reply);
            case ALREADY_CANCELLED -> refused(RefusalCode.ALREADY_CANCELLED, reply);
            case NOT_CANCELLABLE -> refused(RefusalCode.NOT_CANCELLABLE, reply);
            case MALFORMED -> refused(RefusalCode.MALFORMED_REQUEST, reply);
            case NOT_OPEN -> whatBecame(RefusalCode.TOO_LATE, reply);
            case OFFER_GONE, STALE -> whatBecame(RefusalCode.NOT_CANCELLABLE, reply);
            case BUSY, UNAVAILABLE -> Step.answer(new QuoteResult.Busy(reply.word()));
            case UNRECOGNISED, UNREADABLE -> Step.answer(new QuoteResult.Unknown(reply.word()));
        };
    }

    /** Reads the order to learn why there is no offer. */
    private Step<QuoteResult> whatBecame(RefusalCode otherwise, Reply refusal) {
        return Step.ask(requests.retrieve(orderId), wire -> {
            Reply reply = Reply.of(Message.RETRIEVE, wire);
            Optional<Selection> selection = reply.response()
                    .flatMap(response -> Order.in(response, orderId, settings.owner()))
                    .flatMap(shown -> Selection.of(shown, order.scope()))
                    .filter(Selection::isUnderstood);
            if (selection.isPresent()) {
                return refused(over(selection.get()).orElse(otherwise), refusal);
            }
            boolean isStale = reply.response().isEmpty() && reply.fault() == Fault.STALE;
            return reply.response().isPresent() || isStale
                    ? Step.answer(new QuoteResult.Unknown(reply.word()))
                    : failed(reply);
        });
    }

    private String unitKey() {
        if (order.scope().isEmpty()) {
            return Unit.WHOLE;
        }
        String items = order.scope().stream()
                .map(item -> item.reference().strip())
                .distinct()
                .sorted()
                .collect(Collectors.joining("+"));
        return items.length() <= LONGEST_KEY
                ? items
                : UUID.nameUUIDFromBytes(items.getBytes(UTF_8)).toString();
    }

    private static Step<QuoteResult> refused(RefusalCode code, Reply reply) {
        return Step.answer(new QuoteResult.Refused(code, reply.word()));
    }

    private static Step<QuoteResult> refused(RefusalCode code, String text) {
        return Step.answer(new QuoteResult.Refused(code, new SupplierWord("", text)));
    }
}
