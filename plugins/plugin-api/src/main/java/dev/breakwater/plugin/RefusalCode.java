package dev.breakwater.plugin;

/** Why a supplier refused, in the gateway's words. A refusal is certain: the request changed nothing. */
public enum RefusalCode {
    /** The supplier does not know the booking or the item. */
    NOT_FOUND,
    /** It cannot be cancelled by its conditions. */
    NOT_CANCELLABLE,
    /** It could have been cancelled earlier, or was used. */
    TOO_LATE,
    /** It is cancelled already. */
    ALREADY_CANCELLED,
    /** A required waiver was not applied. */
    WAIVER_REFUSED,
    /** Our credentials do not allow it. */
    UNAUTHORIZED,
    /** The supplier could not understand our request: a defect of the plugin or its settings. */
    MALFORMED_REQUEST
}
