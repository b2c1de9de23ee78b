package dev.breakwater.rail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Waiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A quote: read the booking, delete offers that are still open (a new one cannot be asked for before), ask for refund
 * offers, choose the best.
 *
 * <p>The reason of a cancellation is not turned into an overrule code: that would claim a waiver nobody has promised.
 */
final class Quoting {
    /** What can be cancelled one by one. */
    static final Set<ScopeType> SCOPES = Set.of(ScopeType.TICKET, ScopeType.TRAVELLER);

    private final QuoteOrder order;
    private final OsdmRequests requests;
    private final OsdmReader reader;
    private final boolean dividesTickets;

    /** @param dividesTickets whether the supplier refunds what single travellers have of a ticket */
    Quoting(QuoteOrder order, OsdmRequests requests, OsdmReader reader, boolean dividesTickets) {
        this.order = order;
        this.requests = requests;
        this.reader = reader;
        this.dividesTickets = dividesTickets;
    }

    Step<QuoteResult> begin() {
        Set<ScopeType> types = order.scope().stream().map(ScopeItem::type).collect(toUnmodifiableSet());
        if (types.size() > 1 || !SCOPES.containsAll(types)) {
            return refused(
                    RefusalCode.MALFORMED_REQUEST,
                    "a part of a booking is some tickets, or all that some travellers have");
        }
        BookingFinder<QuoteResult> finder =
                new BookingFinder<>(requests, reader, this::found, miss -> failed(miss.fault(), miss.reply()));
        return finder.find(previous().map(Carried::bookingId), order.booking().reference(), Optional.empty());
    }

    private Optional<Carried> previous() {
        return order.previous().stream()
                .flatMap(unit -> Carried.of(unit).stream())
                .findFirst();
    }

    private Step<QuoteResult> found(Booking booking) {
        Optional<ScopeItem> missing =
                order.scope().stream().filter(item -> !has(booking, item)).findFirst();
        if (missing.isPresent()) {
            String kind = missing.get().type() == ScopeType.TICKET ? "ticket " : "traveller ";
            return refused(
                    RefusalCode.NOT_FOUND,
                    "the booking has no " + kind + missing.get().reference());
        }
        Selection selection = Selection.of(booking, order.scope());
        Optional<QuoteResult> obstacle = selection.obstacle();
        if (obstacle.isPresent()) {
            return Step.answer(obstacle.get());
        }
        SortedMap<String, List<String>> shares = selection.shares();
        return shares.isEmpty() || dividesTickets
                ? deleteOpenOffers(selection)
                : refused(
                        RefusalCode.NOT_CANCELLABLE,
                        "for other travellers too: ticket " + String.join(", ", shares.keySet()));
    }

    private static boolean has(Booking booking, ScopeItem item) {
        return item.type() == ScopeType.TICKET
                ? booking.ticket(item.reference()).isPresent()
                : booking.travellers().contains(item.reference());
    }

    private Step<QuoteResult> deleteOpenOffers(Selection selection) {
        Booking booking = selection.booking();
        List<String> own = order.previous().stream()
                .flatMap(unit -> Carried.of(unit).stream())
                .map(Carried::offerId)
                .filter(offer ->
                        booking.offer(offer).filter(RefundOffer::isConfirmed).isEmpty())
                .distinct()
                .toList();
        List<String> unexpected = booking.offers().stream()
                .filter(RefundOffer::isProposed)
                .map(RefundOffer::id)
                .filter(offer -> !own.contains(offer))
                .sorted()
                .toList();
        // An offer that is not of the last quote may be the lost answer to this order's own key: asking with the same
        // key
        // again would only repeat it after it has been deleted.
        String key = unexpected.isEmpty() ? order.key() : derivedKey("after " + String.join(" ", unexpected));
        List<String> all = new ArrayList<>(own);
        all.addAll(unexpected);
        return delete(all, booking.id(), () -> askForOffers(selection, waiverCode(), key));
    }

    private Step<QuoteResult> delete(List<String> offers, String bookingId, Supplier<Step<QuoteResult>> then) {
        if (offers.isEmpty()) {
            return then.get();
        }
        boolean isOurs = order.previous().stream()
                .flatMap(unit -> Carried.of(unit).stream())
                .anyMatch(carried -> carried.offerId().equals(offers.get(0)));
        return Step.ask(requests.deleteOffer(bookingId, offers.get(0)), wire -> {
            Reply reply = Reply.of(wire);
            return switch (reply.fault()) {
                case UNAUTHORIZED, BUSY, UNAVAILABLE -> failed(reply.fault(), reply);
                // What was confirmed of others need not be about our tickets: the booking, read again, tells.
                case CONFLICT ->
                    isOurs
                            ? refused(RefusalCode.ALREADY_CANCELLED, "an earlier refund offer has been confirmed")
                            : failed(reply.fault(), reply);
                case NOT_FOUND,
                        ALREADY_CANCELLED,
                        NOT_CANCELLABLE,
                        CHECK_FAILED,
                        PARTIAL,
                        WAIVER_NOT_APPLIED,
                        MALFORMED,
                        UNRECOGNISED,
                        UNREADABLE -> delete(offers.subList(1, offers.size()), bookingId, then);
            };
        });
    }

    private Step<QuoteResult> askForOffers(Selection selection, Optional<String> waiver, String key) {
        return Step.ask(
                requests.refundOffers(selection, waiver, key), wire -> offered(selection, waiver, key, Reply.of(wire)));
    }

    private Step<QuoteResult> offered(Selection selection, Optional<String> waiver, String key, Reply reply) {
        boolean wouldNotDivide = reply.problems().stream().anyMatch(problem -> problem.isAbout("refundSpecifications"));
        if (wouldNotDivide) {
            return Step.answer(new QuoteResult.Refused(RefusalCode.NOT_CANCELLABLE, reply.word()));
        }
        Optional<List<RefundOffer>> offers = reply.content().flatMap(reader::offersIn);
        Optional<RefundOffer> best = offers.flatMap(selection.choice(waiver, order.now())::best);
        if (best.isPresent()) {
            return chosen(selection, best.get(), reply);
        }
        boolean waiverStandsInTheWay = waiver.isPresent() && reply.reports(Fault.WAIVER_NOT_APPLIED);
        if (waiverStandsInTheWay && !isWaiverRequired()) {
            return askForOffers(selection, Optional.empty(), derivedKey(key + " without waiver"));
        }
        if (!reply.is2xx() || waiverStandsInTheWay) {
            return failed(reply.fault(), reply);
        }
        if (offers.isEmpty() && reply.problems().isEmpty()) {
            return Step.answer(new QuoteResult.Unknown(reply.word()));
        }
        return reply.fault() == Fault.UNREADABLE
                ? Step.answer(noOffer(selection, offers.orElse(List.of()), reply))
                : failed(reply.fault(), reply);
    }

    private static QuoteResult noOffer(Selection selection, List<RefundOffer> offers, Reply reply) {
        boolean onlyWithOthers = offers.stream()
                .filter(RefundOffer::isProposed)
                .anyMatch(offer -> selection.open().stream().anyMatch(offer::covers));
        if (!offers.isEmpty() && !onlyWithOthers) {
            return new QuoteResult.Unknown(reply.word());
        }
        String text = onlyWithOthers ? "refundable only together with other tickets" : "no refund offer";
        return new QuoteResult.Refused(
                RefusalCode.NOT_CANCELLABLE, reply.problems().isEmpty() ? new SupplierWord("", text) : reply.word());
    }

    private Step<QuoteResult> chosen(Selection selection, RefundOffer offer, Reply reply) {
        boolean waiverApplied = selection.choice(waiverCode(), order.now()).appliesWaiver(offer)
                && !reply.reports(Fault.WAIVER_NOT_APPLIED);
        if (isWaiverRequired() && !waiverApplied) {
            SupplierWord word = reply.problems().isEmpty()
                    ? new SupplierWord(offer.overruleCode(), "the offer does not show that the waiver was applied")
                    : reply.word();
            return Step.answer(new QuoteResult.Refused(RefusalCode.WAIVER_REFUSED, word));
        }
        String uncovered = selection.uncovered(offer).stream().collect(joining(", "));
        SupplierWord said = reply.problems().isEmpty() ? new SupplierWord(offer.status(), "") : reply.word();
        SupplierWord word = uncovered.isEmpty()
                ? said
                : new SupplierWord(said.code(), ("not refundable: " + uncovered + "; " + said.text()));
        return Step.answer(new QuoteResult.Quoted(
                List.of(selection.quoted(offer, order.now())), offer.validUntil(), waiverApplied, word));
    }

    private Step<QuoteResult> failed(Fault fault, Reply reply) {
        SupplierWord word = reply.word();
        return Step.answer(
                switch (fault) {
                    case UNAUTHORIZED -> new QuoteResult.Refused(RefusalCode.UNAUTHORIZED, word);
                    case NOT_FOUND -> new QuoteResult.Refused(RefusalCode.NOT_FOUND, word);
                    case ALREADY_CANCELLED -> new QuoteResult.Refused(RefusalCode.ALREADY_CANCELLED, word);
                    case NOT_CANCELLABLE, CHECK_FAILED, UNRECOGNISED ->
                        new QuoteResult.Refused(RefusalCode.NOT_CANCELLABLE, word);
                    case WAIVER_NOT_APPLIED ->
                        new QuoteResult.Refused(
                                isWaiverRequired() ? RefusalCode.WAIVER_REFUSED : RefusalCode.NOT_CANCELLABLE, word);
                    case MALFORMED -> new QuoteResult.Refused(RefusalCode.MALFORMED_REQUEST, word);
                    case BUSY, UNAVAILABLE, CONFLICT -> new QuoteResult.Busy(word);
                    case PARTIAL, UNREADABLE -> new QuoteResult.Unknown(word);
                });
    }

    private boolean isWaiverRequired() {
        return order.waiver().filter(Waiver::required).isPresent();
    }

    private Optional<String> waiverCode() {
        return order.waiver().map(waiver -> waiver.code().strip());
    }

    private String derivedKey(String why) {
        return UUID.nameUUIDFromBytes((order.key() + " " + why).getBytes(UTF_8)).toString();
    }

    private static Step<QuoteResult> refused(RefusalCode code, String text) {
        return Step.answer(new QuoteResult.Refused(code, new SupplierWord("", text)));
    }
}
