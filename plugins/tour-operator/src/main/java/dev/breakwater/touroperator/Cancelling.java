package dev.breakwater.touroperator;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.UnitOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A commit with the commit verb. Where its reply leaves open what was done, the booking is read once more. */
final class Cancelling {
    private final UnitOrder order;
    private final Carried carried;
    private final OtaSettings settings;
    private final OtaRequests requests;

    Cancelling(UnitOrder order, Carried carried, OtaSettings settings) {
        this.order = order;
        this.carried = carried;
        this.settings = settings;
        this.requests = new OtaRequests(settings);
    }

    /** What this plugin did not quote is quoted first. */
    static Step<CancelResult> withoutQuote() {
        return Step.answer(new CancelResult.QuoteExpired(new SupplierWord("", "not quoted by this plugin")));
    }

    Step<CancelResult> begin() {
        CancelRequest request = new CancelRequest(
                order.booking(),
                order.unit().scope(),
                order.reason(),
                order.waiver().filter(waiver -> carried.waived()),
                carried.transaction(),
                order.key());
        return Step.ask(requests.commit(request), wire -> {
            Reply reply = Reply.of(wire, request.echoToken());
            return reply.content(CancelReply.NAME)
                    .map(CancelReply::new)
                    .map(this::answered)
                    .orElseGet(() -> Step.answer(failed(reply.fault(), reply.word())));
        });
    }

    private Step<CancelResult> answered(CancelReply answer) {
        SupplierWord word = answer.word();
        boolean isForeign = RecordId.areForeign(
                answer.ids(), settings.bookingIdType(), order.booking().reference());
        if (isForeign) {
            return Step.answer(new CancelResult.Unknown(word));
        }
        return switch (answer.state()) {
            case CANCELLED -> Step.answer(cancelled(answer));
            case COMMITTED, MODIFIED, UNCHANGED -> settle(answer);
            case PENDING, CANCELLING -> Step.answer(new CancelResult.Pending(word));
            case DENIED -> Step.answer(failed(answer.denial(), word));
            case IGNORED -> Step.answer(new CancelResult.QuoteExpired(word));
            case QUOTED, UNKNOWN -> Step.answer(new CancelResult.Unknown(word));
        };
    }

    private CancelResult cancelled(CancelReply answer) {
        SupplierWord word = answer.word();
        if (answer.objection().isPresent()) {
            return new CancelResult.Unknown(word);
        }
        List<CancelledSegment> listed = answer.segments();
        boolean allListedAreGone = listed.stream().allMatch(CancelledSegment::isCancelled);
        List<ScopeItem> asked = order.unit().scope();
        if (listed.isEmpty() || asked.isEmpty() && allListedAreGone) {
            Refund refund = refund(answer, carried.price(), carried.received());
            return new CancelResult.Cancelled(refund, aliases(answer.ids()), word);
        }
        if (listed.stream().anyMatch(segment -> segment.number().isEmpty()) || areContrary(listed)) {
            return new CancelResult.Unknown(word);
        }
        List<ItemStanding> standings = asked.isEmpty()
                ? listed.stream().map(CancelledSegment::standing).toList()
                : asked.stream().map(item -> standing(item, listed)).toList();
        return split(standings, refund(answer, Optional.empty(), Optional.empty()), answer.ids(), word);
    }

    private static boolean areContrary(List<CancelledSegment> listed) {
        List<ItemStanding> standings = listed.stream()
                .filter(segment -> !segment.number().isEmpty())
                .map(CancelledSegment::standing)
                .distinct()
                .toList();
        return standings.stream().map(ItemStanding::item).distinct().count() < standings.size();
    }

    /** A segment that was asked for and is not listed has not been cancelled. */
    private static ItemStanding standing(ScopeItem asked, List<CancelledSegment> listed) {
        return listed.stream()
                .map(CancelledSegment::standing)
                .filter(one -> one.item().equals(asked))
                .findFirst()
                .orElse(new ItemStanding(asked, Standing.ACTIVE));
    }

    private CancelResult split(List<ItemStanding> standings, Refund refund, List<RecordId> ids, SupplierWord word) {
        List<ScopeItem> cancelled = ItemStanding.items(standings, standing -> standing == Standing.CANCELLED);
        List<ScopeItem> remaining = ItemStanding.items(standings, standing -> standing != Standing.CANCELLED);
        if (cancelled.isEmpty() || stands(standings, Standing.UNKNOWN)) {
            return new CancelResult.Unknown(word);
        }
        return remaining.isEmpty()
                ? new CancelResult.Cancelled(refund, aliases(ids), word)
                : new CancelResult.PartlyCancelled(cancelled, remaining, Optional.empty(), refund, word);
    }

    /** Reads the booking to learn what the supplier has done. A read that does not tell leaves it in doubt. */
    private Step<CancelResult> settle(CancelReply answer) {
        String echoToken = order.key() + "-read";
        return Step.ask(requests.read(order.booking(), echoToken), wire -> {
            BookingReader.Found found = new BookingReader(settings)
                    .find(Reply.of(wire, echoToken), order.booking().reference());
            return Step.answer(
                    found instanceof BookingReader.Found.One one
                            ? settled(answer, one.booking())
                            : new CancelResult.Unknown(answer.word()));
        });
    }

    private CancelResult settled(CancelReply answer, Booking booking) {
        SupplierWord word = answer.word();
        List<ItemStanding> standings = booking.standings(order.unit().scope());
        if (stands(standings, Standing.UNKNOWN)) {
            return new CancelResult.Unknown(word);
        }
        if (stands(standings, Standing.PENDING)) {
            return new CancelResult.Pending(word);
        }
        boolean allActive = standings.stream().allMatch(one -> one.standing() == Standing.ACTIVE);
        if (answer.state() == TransactionState.UNCHANGED) {
            return allActive
                    ? new CancelResult.Refused(RefusalCode.NOT_CANCELLABLE, word)
                    : new CancelResult.Unknown(word);
        }
        Refund refund = new Restitution(booking, settings.refunds()).refund();
        return split(standings, refund, booking.ids(), word);
    }

    private static CancelResult failed(Fault fault, SupplierWord word) {
        return switch (fault) {
            case ALREADY_CANCELLED -> new CancelResult.Refused(RefusalCode.ALREADY_CANCELLED, word);
            case NOT_FOUND -> new CancelResult.Refused(RefusalCode.NOT_FOUND, word);
            case TOO_LATE -> new CancelResult.Refused(RefusalCode.TOO_LATE, word);
            case NOT_CANCELLABLE -> new CancelResult.Refused(RefusalCode.NOT_CANCELLABLE, word);
            case WAIVER_REFUSED -> new CancelResult.Refused(RefusalCode.WAIVER_REFUSED, word);
            case UNAUTHORIZED -> new CancelResult.Refused(RefusalCode.UNAUTHORIZED, word);
            case MALFORMED -> new CancelResult.Refused(RefusalCode.MALFORMED_REQUEST, word);
            case TERMS_CHANGED -> new CancelResult.QuoteExpired(word);
            case BUSY -> new CancelResult.Busy(word);
            case UNCLEAR, UNREADABLE, UNRECOGNISED -> new CancelResult.Unknown(word);
        };
    }

    /** What the supplier confirmed, which may differ from the quote. */
    private Refund refund(CancelReply answer, Optional<Money> price, Optional<Money> received) {
        CancelRules rules = answer.rules(new Amounts(settings), settings.timeZone(), price, received);
        return settings.refunds().of(rules.refundableAt(order.now()), rules.penaltyAt(order.now()));
    }

    private Set<BookingKey> aliases(List<RecordId> ids) {
        return References.aliases(order.booking(), RecordId.references(ids, settings.bookingIdType()));
    }

    private static boolean stands(List<ItemStanding> standings, Standing standing) {
        return standings.stream().anyMatch(one -> one.standing() == standing);
    }
}
