package dev.breakwater.plugin;

/** What a request may do at the supplier. It decides what the gateway writes down before, and what it may do again after. */
public enum RequestKind {
    /** Changes nothing. May be asked again at any time. */
    READ,
    /** Changes something that does not matter by itself, such as making an offer. May be asked again. */
    PREPARE,
    /** A quote verb that at some suppliers cancels at once. Treated like a commit. */
    MAY_COMMIT,
    /** Cancels. Written down before it is sent, and never sent again blindly. */
    COMMIT;

    /** Whether a booking may be cancelled by a request of this kind. */
    public boolean mayCommit() {
        return this == MAY_COMMIT || this == COMMIT;
    }
}
