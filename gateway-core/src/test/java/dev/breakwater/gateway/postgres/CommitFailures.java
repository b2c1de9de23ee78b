package dev.breakwater.gateway.postgres;

/** Makes the failures of a commit, for those who have to bear them. */
public final class CommitFailures {
    private CommitFailures() {}

    public static CommitFailure unknown() {
        return new CommitUnknown("the connection was lost during COMMIT", null);
    }

    public static CommitFailure notCommitted() {
        return new NotCommitted("the database cannot be reached");
    }
}
