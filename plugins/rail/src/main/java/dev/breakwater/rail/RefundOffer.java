package dev.breakwater.rail;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefundLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A refund offer.
 *
 * @param id may stand in a path
 * @param status the supplier's status word, empty if it gave none
 * @param validUntil how long its price holds
 * @param confirmedOn when it was confirmed
 * @param fee what the carrier keeps
 * @param refundable what the purchaser gets
 * @param overruleCode the waiver that was applied, empty if none
 * @param paymentMethod how it is paid back, empty if not told
 * @param tickets what it refunds
 * @param issued what was issued in their place when it was confirmed
 * @param parts the booking parts it refunds, as far as told
 */
record RefundOffer(
        String id,
        String status,
        Optional<Instant> validUntil,
        Optional<Instant> confirmedOn,
        Optional<Money> fee,
        Optional<Money> refundable,
        String overruleCode,
        String paymentMethod,
        List<Ticket> tickets,
        List<Ticket> issued,
        List<String> parts) {
    static final String CONFIRMED = "CONFIRMED";
    static final String PROPOSED = "PROPOSED";
    static final String VOUCHER = "VOUCHER";
    static final String ORIGINAL_ACCOUNT = "ORIGINAL_ACCOUNT";

    RefundOffer {
        tickets = List.copyOf(tickets);
        issued = List.copyOf(issued);
        parts = List.copyOf(parts);
    }

    boolean isConfirmed() {
        return status.equalsIgnoreCase(CONFIRMED);
    }

    boolean isProposed() {
        return status.equalsIgnoreCase(PROPOSED);
    }

    boolean covers(String ticket) {
        return tickets.stream().anyMatch(covered -> covered.id().equals(ticket));
    }

    /** Those that were issued and can be travelled with. */
    Stream<Ticket> issuedAndLive() {
        return issued.stream().filter(ticket -> ticket.state() == TicketState.LIVE);
    }

    /** What comes back and what is kept, line by line. */
    List<RefundLine> lines() {
        RefundLine.Kind kind =
                paymentMethod.equalsIgnoreCase(VOUCHER) ? RefundLine.Kind.VOUCHER : RefundLine.Kind.REFUND;
        return Stream.concat(
                        refundable.stream().map(amount -> new RefundLine("", kind, amount)),
                        fee.stream().map(amount -> new RefundLine("", RefundLine.Kind.PENALTY, amount)))
                .toList();
    }

    /** What a confirmed offer gives back. */
    Refund refund() {
        Refund.Status how = refundable
                .map(amount -> amount.minorUnits() == 0 ? Refund.Status.NONE : Refund.Status.AUTOMATIC)
                .orElse(Refund.Status.UNKNOWN);
        return new Refund(how, refundable, lines());
    }
}
