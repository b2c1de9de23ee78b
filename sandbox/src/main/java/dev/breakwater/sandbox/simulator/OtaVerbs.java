package dev.breakwater.sandbox.simulator;

import java.util.Set;

/** What a tour operator takes the verbs of {@code OTA_CancelRQ/@CancelType} for: nothing in the standard tells. */
enum OtaVerbs {
    /** Initiate opens a transaction and quotes, Commit commits it. */
    INITIATE_QUOTES(Set.of("Initiate", "Quote", "VerifyPrice"), Set.of("Commit", "Cancel")),
    /** Initiate cancels at once. */
    INITIATE_CANCELS(Set.of("Quote", "VerifyPrice"), Set.of("Initiate", "Commit", "Cancel"));

    private final Set<String> quoting;
    private final Set<String> committing;

    OtaVerbs(Set<String> quoting, Set<String> committing) {
        this.quoting = quoting;
        this.committing = committing;
    }

    boolean quotes(String verb) {
        return quoting.contains(verb);
    }

    boolean commits(String verb) {
        return committing.contains(verb);
    }
}
