package dev.breakwater.gateway.partnerfile;

import java.util.Locale;

/** The columns the gateway understands. Partners may call them otherwise. */
enum Column {
    ROW_ID,
    SUPPLIER,
    BOOKING_REFERENCE,
    OWN_REFERENCE,
    TRAVELLER,
    SCOPE_TYPE,
    SCOPE_REFERENCE,
    REASON,
    REQUESTED_AT,
    MAX_PENALTY,
    CURRENCY,
    ACCEPT_ANY_PENALTY,
    DEADLINE,
    DEADLINE_PENALTY;

    /** The canonical name, such as {@code booking_reference}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
