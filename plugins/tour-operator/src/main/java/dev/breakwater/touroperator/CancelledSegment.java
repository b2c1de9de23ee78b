package dev.breakwater.touroperator;

import java.util.List;

/**
 * A segment that an {@code OTA_CancelRS} lists.
 *
 * @param number {@code ItinSegNbr}; empty if it is missing
 * @param cancelled whether it is cancelled: a warning of its own that is more than the notice of a fee speaks against it
 */
record CancelledSegment(String number, boolean cancelled) {
    static CancelledSegment of(Xml xml) {
        List<Problem> warnings = Problem.in(xml, "Warnings", "Warning");
        boolean objected = warnings.stream().map(Fault::ofCode).anyMatch(fault -> fault != Fault.TERMS_CHANGED);
        return new CancelledSegment(
                xml.attribute("ItinSegNbr")
                        .map(number -> number.replaceFirst("^0+(?=.)", ""))
                        .orElse(""),
                !objected);
    }

    ItemStanding standing() {
        return ItemStanding.ofSegment(number, cancelled ? Standing.CANCELLED : Standing.ACTIVE);
    }
}
