package dev.breakwater.touroperator;

import java.util.List;

/**
 * A segment that an {@code OTA_CancelRS} lists.
 *
 * @param number {@code ItinSegNbr}; empty if it is missing
 * @param state cancelled unless a warning of its own that is more than the notice of a fee speaks against it; unknown if that
 *     does not tell what became of it
 */
record CancelledSegment(String number, Standing state) {
    static CancelledSegment of(Xml xml) {
        List<Standing> states = Problem.in(xml, "Warnings", "Warning").stream()
                .map(CancelledSegment::after)
                .distinct()
                .toList();
        Standing state = states.contains(Standing.UNKNOWN)
                ? Standing.UNKNOWN
                : states.contains(Standing.ACTIVE) ? Standing.ACTIVE : Standing.CANCELLED;
        return new CancelledSegment(xml.attribute("ItinSegNbr").orElse(""), state);
    }

    private static Standing after(Problem warning) {
        Fault fault = Fault.ofCode(warning) == Fault.TERMS_CHANGED ? Fault.TERMS_CHANGED : Fault.of(warning);
        return switch (fault) {
            case TERMS_CHANGED -> Standing.CANCELLED;
            case NOT_FOUND, TOO_LATE, NOT_CANCELLABLE, UNAUTHORIZED, MALFORMED, BUSY -> Standing.ACTIVE;
            case UNREADABLE, UNCLEAR, UNRECOGNISED, ALREADY_CANCELLED, WAIVER_REFUSED -> Standing.UNKNOWN;
        };
    }

    boolean isCancelled() {
        return state == Standing.CANCELLED;
    }

    ItemStanding standing() {
        return ItemStanding.ofSegment(number, state);
    }
}
