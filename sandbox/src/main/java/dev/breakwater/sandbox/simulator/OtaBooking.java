package dev.breakwater.sandbox.simulator;

import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One package holiday. Its content follows from its reference; callers hold its monitor. */
final class OtaBooking {

    private static final int FEE_PERCENT = 25;
    private static final int WORSE_FEE_PERCENT = 90;

    /**
     * What cancelling was said to cost.
     *
     * @param fee in cents
     */
    record Quote(int fee, Instant validUntil, boolean binding) {}

    private final String reference;
    private final Behaviour behaviour;
    private final Instant bookedAt;
    private final LocalDate departure;
    private final int price;
    private final Map<String, Quote> quotes = new HashMap<>();
    private int quotesMade;
    private int commits;
    private Instant cancelledAt;
    private int fee;

    OtaBooking(String reference, Behaviour behaviour, Instant now) {
        this.reference = reference;
        this.behaviour = behaviour;
        this.bookedAt = now.minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
        this.departure = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(30);
        this.price = 80_000 + Math.floorMod(reference.hashCode(), 900) * 100;
        if (behaviour.condition() == Condition.GONE) {
            cancel(bookedAt.plus(Duration.ofDays(1)), usualFee());
        }
    }

    String reference() {
        return reference;
    }

    boolean isClosed() {
        return behaviour.condition() == Condition.CLOSED;
    }

    boolean hasBeenCancelled(Instant now) {
        return cancelledAt != null && !now.isBefore(cancelledAt);
    }

    boolean isBeingCancelled(Instant now) {
        return cancelledAt != null && now.isBefore(cancelledAt);
    }

    /** How the commit that has just come is treated. */
    Behaviour nextCommit() {
        return behaviour.onCommit(++commits);
    }

    /** Opens a transaction; its identifier is {@link #transaction()}. */
    Quote quote(boolean waived, Instant validUntil) {
        boolean worsening = behaviour.condition() == Condition.WORSENING;
        boolean first = quotesMade++ == 0;
        int usual = worsening && !first ? price / 100 * WORSE_FEE_PERCENT : usualFee();
        Quote quote = new Quote(waived ? 0 : usual, validUntil, !(worsening && first));
        quotes.put(transaction(), quote);
        return quote;
    }

    /** The identifier of the transaction opened last. */
    String transaction() {
        return "TX-" + reference + "-" + quotesMade;
    }

    Optional<Quote> open(String transaction, Instant now) {
        return Optional.ofNullable(quotes.get(transaction)).filter(quote -> now.isBefore(quote.validUntil()));
    }

    void close(String transaction) {
        quotes.remove(transaction);
    }

    int usualFee() {
        return price / 100 * FEE_PERCENT;
    }

    int fee() {
        return fee;
    }

    void cancel(Instant effectiveAt, int cents) {
        cancelledAt = effectiveAt;
        fee = cents;
    }

    /** The content of a {@code PackageReservation}. */
    String view(Instant now) {
        boolean cancelled = hasBeenCancelled(now);
        String status = cancelled ? "16" : isBeingCancelled(now) ? "71" : "39";
        return """
                <PackageReservation>\
                <UniqueID Type="14" ID="%s"/>\
                <Package ID="SUN7" TravelCode="HB42" Status="%s"><DateRange Start="%s" End="%s"/></Package>\
                <ContactDetail><PersonName><Surname>Example</Surname></PersonName></ContactDetail>\
                <PassengerListItems><PassengerListItem RPH="1" LeadCustomerInd="true"/></PassengerListItems>\
                <InvoiceDetail><GrossAmount Amount="%s"/><BalanceDueAmount Amount="0.00"/><AmountReceived Amount="%s"/>\
                </InvoiceDetail>%s\
                </PackageReservation>""".formatted(
                        OtaMessage.escaped(reference),
                        status,
                        departure,
                        departure.plusDays(7),
                        euros(cancelled ? fee : price),
                        euros(price),
                        cancelled ? refund() : "");
    }

    static String euros(int cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private String refund() {
        return """
                <Transactions><Transaction Type="Refund" CreditDebitInd="Debit" PostingDateTime="%s">\
                <Amount Amount="%s" CurrencyCode="EUR"/></Transaction></Transactions>""".formatted(cancelledAt, euros(price - fee));
    }
}
