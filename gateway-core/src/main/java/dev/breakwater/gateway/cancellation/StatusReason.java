package dev.breakwater.gateway.cancellation;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.breakwater.plugin.RefusalCode;

/** Why a cancellation stands where it stands. */
public enum StatusReason {
    /** Waits for its turn. */
    QUEUED,
    /** A member talks to the supplier. */
    TALKING,
    /** Taken over from a member that died or fell silent. */
    TAKEN_OVER,
    /** A unit is settled, further ones are open. */
    CONTINUES,
    /** The supplier could not be reached, or a request that changes nothing stayed without a reply. */
    NOT_SENT,
    /** The supplier asked to come back later. */
    BUSY,
    /** The supplier's quota is used up for the moment. */
    QUOTA,
    /** A person has paused the supplier. */
    PAUSED,
    /** The gateway has parked the supplier, because it fails or asked for it. */
    PARKED,
    /** Another order for the same booking is talking to the supplier. */
    BOOKING_IN_USE,
    /** What was quoted is no longer on offer; a new quote is asked for. */
    QUOTE_EXPIRED,
    /** The supplier refused our credentials; new ones are there. */
    CREDENTIALS_RENEWED,
    /** No plugin for the supplier is loaded. */
    SUPPLIER_WITHOUT_PLUGIN,
    /** The gateway stopped before it was sent. */
    HANDED_OVER,
    /** A person asked to try at once. */
    RETRIED,
    /** A person found out that nothing was done, and has it sent again. */
    RESOLVED_SEND_AGAIN,

    /** The reply to a commit was lost. */
    REPLY_LOST,
    /** The reply to a commit could not be understood. */
    REPLY_UNREADABLE,
    /** The gateway died while a commit may have been on the wire. */
    GATEWAY_DIED,
    /** The last look-up says that it is not cancelled. */
    STILL_ACTIVE,
    /** The last look-up says that the supplier does not know the booking. */
    LOOKUP_NOT_FOUND,
    /** The last look-up failed. */
    LOOKUP_FAILED,
    /** Agreeing look-ups prove that the commit took no effect. */
    NOT_DONE_PROVEN,
    /** An answer to a commit came when nobody waited for it any more. */
    LATE_ANSWER,
    /** The commit cannot be sent again as it was: the plugin would now send something else. */
    NOT_REPEATABLE,

    /** A deadline passed before it could be done; cancelling costs more now. Told by an event alone. */
    DEADLINE_MISSED,

    /** The supplier works on it. */
    PENDING_AT_SUPPLIER,

    /** The plugin failed or broke its contract. */
    PLUGIN_FAILED,

    /** The gateway itself failed at it each time, until its time was up; its log says at what. */
    GATEWAY_FAILED,

    /** The supplier confirmed it. */
    CONFIRMED,
    /** A look-up found it done. */
    FOUND_DONE,
    /** A person found out that the supplier has done it. */
    RESOLVED_DONE,
    /**
     * After the database was restored a look-up found it done, before anything was sent: perhaps by a commit of ours that the
     * database has lost.
     */
    FOUND_DONE_AFTER_RESTORE,
    /** A part of the scope could not be cancelled. */
    PARTLY_REFUSED,

    /** The supplier's terms are worse than the caller accepts, or unknown. */
    TERMS_CHANGED,
    /** @see RefusalCode#NOT_FOUND */
    NOT_FOUND,
    /** @see RefusalCode#NOT_CANCELLABLE */
    NOT_CANCELLABLE,
    /** @see RefusalCode#TOO_LATE */
    TOO_LATE,
    /** Someone else cancelled it before, or another order for the same booking under another name of it. */
    ALREADY_CANCELLED,
    /** @see RefusalCode#WAIVER_REFUSED */
    WAIVER_REFUSED,
    /** @see RefusalCode#UNAUTHORIZED */
    UNAUTHORIZED,
    /** @see RefusalCode#MALFORMED_REQUEST */
    MALFORMED_REQUEST,

    /** A person found out that nothing was done, and gave it up. */
    RESOLVED_NOT_DONE,

    /** The supplier could not be reached, or was busy, until the order was too old. */
    RETRIES_EXHAUSTED,
    /** By its caller. */
    WITHDRAWN_BY_CALLER,
    /** By an operator. */
    WITHDRAWN_BY_OPERATOR,

    /** Written by a newer version of the gateway, which goes on with it. */
    @JsonEnumDefaultValue
    UNRECOGNISED;

    /** What a row says; {@link #UNRECOGNISED} if this version does not know the word. */
    public static StatusReason read(String text) {
        try {
            return valueOf(text);
        } catch (IllegalArgumentException newer) {
            return UNRECOGNISED;
        }
    }

    public static StatusReason of(RefusalCode code) {
        return switch (code) {
            case NOT_FOUND -> NOT_FOUND;
            case NOT_CANCELLABLE -> NOT_CANCELLABLE;
            case TOO_LATE -> TOO_LATE;
            case ALREADY_CANCELLED -> ALREADY_CANCELLED;
            case WAIVER_REFUSED -> WAIVER_REFUSED;
            case UNAUTHORIZED -> UNAUTHORIZED;
            case MALFORMED_REQUEST -> MALFORMED_REQUEST;
        };
    }
}
