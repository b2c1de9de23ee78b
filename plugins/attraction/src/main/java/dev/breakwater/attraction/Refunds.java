package dev.breakwater.attraction;

import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Tells what comes back for a booking that is gone: the protocol says FULL, PARTIAL or NONE, and never an amount. */
final class Refunds {
    private static final Refund MANUAL = new Refund(Refund.Status.MANUAL, Optional.empty(), List.of());

    private final Currency fallback;

    /** @param fallback the currency of an amount of nothing where no price names one */
    Refunds(Currency fallback) {
        this.fallback = fallback;
    }

    /** Of a booking that is gone. */
    Refund of(Booking booking, Carried carried) {
        if (booking.state() == BookingState.EXPIRED) {
            return nothing(booking, carried);
        }
        if (booking.cancellation().isEmpty()) {
            return MANUAL;
        }
        Refund.Status status = booking.cancellation()
                .flatMap(Cancellation::refund)
                .flatMap(Tables.REFUNDS::meaning)
                .orElse(Refund.Status.UNKNOWN);
        return switch (status) {
            case AUTOMATIC -> new Refund(status, carried.price(booking), List.of());
            case NONE -> nothing(booking, carried);
            case MANUAL, UNKNOWN -> new Refund(status, Optional.empty(), List.of());
        };
    }

    /** Of a booking that is gone only in part: nobody tells what comes back. */
    static Refund ofPart() {
        return MANUAL;
    }

    private Refund nothing(Booking booking, Carried carried) {
        Currency currency =
                carried.paid().or(booking::price).map(Money::currency).orElse(fallback);
        return new Refund(Refund.Status.NONE, Optional.of(Money.zero(currency)), List.of());
    }
}
