package dev.breakwater.touroperator;

/** What became of a transaction: {@code OTA_CancelRS/@Status}. */
enum TransactionState {
    /** May be cancelled; nothing was done yet. */
    QUOTED,
    CANCELLED,
    /** Done, but what was done is not said. */
    COMMITTED,
    PENDING,
    /** A cancellation is under way. */
    CANCELLING,
    DENIED,
    UNCHANGED,
    MODIFIED,
    /** The transaction was closed without effect. */
    IGNORED,
    UNKNOWN;

    private static final WordTable<TransactionState> WORDS =
            new WordTable<>("transaction-states.properties", TransactionState::valueOf);

    static TransactionState of(String word) {
        return WORDS.meaning(word).orElse(UNKNOWN);
    }
}
