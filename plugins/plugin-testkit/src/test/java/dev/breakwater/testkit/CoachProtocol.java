package dev.breakwater.testkit;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps every rule. What sinners do otherwise can be overridden. */
class CoachProtocol implements SupplierProtocol {
    @Override
    public Step<QuoteResult> quote(QuoteOrder order) {
        if (!accepts(Unit.whole(order.scope()))) {
            return answer(new QuoteResult.Refused(RefusalCode.NOT_CANCELLABLE, new SupplierWord("", "only seats")));
        }
        String waiver = order.waiver()
                .map(code -> "?waiver=" + WireRequest.segment(code.code()))
                .orElse("");
        WireRequest read = WireRequest.get(path(order.booking()) + waiver, Map.of());
        return ask(read, reply -> answer(quoted(order, CoachReply.read(reply))));
    }

    QuoteResult quoted(QuoteOrder order, CoachReply reply) {
        SupplierWord word = reply.word();
        return switch (reply.told()) {
            case "200 active", "200 partly" ->
                new QuoteResult.Quoted(
                        units(order, reply).stream()
                                .map(unit -> new QuoteResult.QuotedUnit(unit, terms(reply)))
                                .toList(),
                        Optional.empty(),
                        reply.value("waiver").isPresent(),
                        word);
            case "200 cancelled", "200 cancelling" -> new QuoteResult.Refused(RefusalCode.ALREADY_CANCELLED, word);
            case "404 unknown", "200 split" -> new QuoteResult.Refused(RefusalCode.NOT_FOUND, word);
            case "503 busy" -> new QuoteResult.Busy(word);
            default -> new QuoteResult.Unknown(word);
        };
    }

    List<Unit> units(QuoteOrder order, CoachReply reply) {
        return List.of(new Unit(
                Unit.WHOLE,
                order.scope(),
                Map.of("penalty", reply.value("penalty").orElse(""))));
    }

    Terms terms(CoachReply reply) {
        Optional<Money> penalty = reply.money("penalty");
        Optional<Money> paid = reply.money("paid");
        if (penalty.isEmpty()
                || paid.isEmpty()
                || !paid.get().currency().equals(penalty.get().currency())) {
            return Terms.UNKNOWN;
        }
        return new Terms(penalty, Optional.of(paid.get().minus(penalty.get())), List.of(), Confidence.CONFIRMED);
    }

    @Override
    public Step<CancelResult> cancel(UnitOrder order) {
        if (!accepts(order.unit())) {
            return answer(new CancelResult.Refused(RefusalCode.NOT_CANCELLABLE, new SupplierWord("", "only seats")));
        }
        return ask(commit(order), reply -> replied(order, reply));
    }

    boolean accepts(Unit unit) {
        return unit.scope().stream().allMatch(item -> item.type() == ScopeType.TRAVELLER);
    }

    WireRequest commit(UnitOrder order) {
        return commit(order, RequestKind.COMMIT);
    }

    static WireRequest commit(UnitOrder order, RequestKind kind) {
        String seats = order.unit().scope().stream().map(ScopeItem::reference).collect(Collectors.joining(" "));
        String body = "key: " + order.key() + "\nseats: " + seats + "\n.\n";
        return new WireRequest(
                kind, "POST", path(order.booking()) + "/cancel", Map.of(), "text/plain", Bytes.utf8(body));
    }

    Step<CancelResult> replied(UnitOrder order, WireReply reply) {
        return answer(cancelled(CoachReply.read(reply)));
    }

    CancelResult cancelled(CoachReply reply) {
        SupplierWord word = reply.word();
        return switch (reply.told()) {
            case "200 cancelled", "200 partly", "200 split" ->
                new CancelResult.Cancelled(refund(reply), Set.of(), word);
            case "202 cancelling" -> new CancelResult.Pending(word);
            case "409 departed" -> new CancelResult.Refused(RefusalCode.TOO_LATE, word);
            case "409 gone" -> new CancelResult.Refused(RefusalCode.ALREADY_CANCELLED, word);
            case "409 expired" -> new CancelResult.QuoteExpired(word);
            case "404 unknown" -> new CancelResult.Refused(RefusalCode.NOT_FOUND, word);
            case "503 busy" -> new CancelResult.Busy(word);
            default -> new CancelResult.Unknown(word);
        };
    }

    static Refund refund(CoachReply reply) {
        return reply.money("refund")
                .map(money -> new Refund(Refund.Status.AUTOMATIC, Optional.of(money), List.of()))
                .orElse(Refund.UNKNOWN);
    }

    @Override
    public Step<LookupResult> lookup(LookupOrder order) {
        WireRequest read = WireRequest.get(path(order.booking()), Map.of());
        return ask(read, reply -> answer(standing(order, CoachReply.read(reply))));
    }

    LookupResult standing(LookupOrder order, CoachReply reply) {
        SupplierWord word = reply.word();
        return switch (reply.told()) {
            case "200 active" -> new LookupResult.Active(word);
            case "200 partly", "200 split" -> partly(order, reply);
            case "200 cancelling" -> new LookupResult.Pending(word);
            case "200 cancelled" -> new LookupResult.Cancelled(author(order, reply), refund(reply), Set.of(), word);
            case "404 unknown" -> new LookupResult.NotFound(word);
            case "503 busy" -> new LookupResult.Busy(word);
            default -> new LookupResult.Unknown(word);
        };
    }

    LookupResult partly(LookupOrder order, CoachReply reply) {
        List<ScopeItem> gone = seats(order, reply.seats("gone"));
        List<ScopeItem> left = seats(order, reply.seats("left"));
        if (gone.isEmpty() || reply.seats("left").isEmpty()) {
            return new LookupResult.Unknown(reply.word());
        }
        return left.isEmpty()
                ? new LookupResult.Cancelled(author(order, reply), refund(reply), Set.of(), reply.word())
                : new LookupResult.PartlyCancelled(
                        author(order, reply), gone, left, reply.value("rest"), refund(reply), reply.word());
    }

    /** Those that the unit means. */
    private static List<ScopeItem> seats(LookupOrder order, List<String> seats) {
        List<ScopeItem> meant = order.unit().scope();
        return seats.stream()
                .map(seat -> new ScopeItem(ScopeType.TRAVELLER, seat))
                .filter(seat -> meant.isEmpty() || meant.contains(seat))
                .toList();
    }

    Author author(LookupOrder order, CoachReply reply) {
        return reply.value("by")
                .map(by -> order.committed()
                                .filter(commit -> commit.key().equals(by))
                                .isPresent()
                        ? Author.US
                        : Author.OTHERS)
                .orElse(Author.UNKNOWN);
    }

    @Override
    public BookingKey canonical(BookingReference reference) {
        String text = Normalizer.normalize(reference.reference(), Normalizer.Form.NFKC)
                .strip();
        if (!text.matches("[A-Za-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("a ticket's number has letters, digits and dashes, 40 at most");
        }
        return new BookingKey(text);
    }

    static String path(BookingReference booking) {
        String text =
                Normalizer.normalize(booking.reference(), Normalizer.Form.NFKC).strip();
        return "/tickets/" + WireRequest.segment(text);
    }
}
