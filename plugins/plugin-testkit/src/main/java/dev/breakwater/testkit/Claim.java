package dev.breakwater.testkit;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.LookupResult;

/** What an answer says about the effect on the booking. */
enum Claim {
    /** It is cancelled, or is being cancelled. */
    HAPPENED,
    /** It is certainly not. */
    DID_NOT_HAPPEN,
    /** Neither. */
    NONE;

    static Claim of(CancelResult result) {
        if (result instanceof CancelResult.Cancelled
                || result instanceof CancelResult.PartlyCancelled
                || result instanceof CancelResult.Pending) {
            return HAPPENED;
        }
        return result instanceof CancelResult.Unknown ? NONE : DID_NOT_HAPPEN;
    }

    static Claim of(LookupResult result) {
        if (result instanceof LookupResult.Cancelled
                || result instanceof LookupResult.PartlyCancelled
                || result instanceof LookupResult.Pending) {
            return HAPPENED;
        }
        return result instanceof LookupResult.Unknown || result instanceof LookupResult.Busy ? NONE : DID_NOT_HAPPEN;
    }
}
