package dev.breakwater.gateway.partnerfile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * What came of a row at the door.
 *
 * @param rowId the partner's own name of it; empty if it has none
 * @param code why it was refused, or {@code DUPLICATE_OF} if another order stood for the same already; empty if it is simply accepted
 * @param text the same for people
 * @param cancellation what stands for it if it was accepted
 */
record Verdict(long line, String rowId, String code, String text, Optional<UUID> cancellation) {
    Verdict {
        requireNonNull(rowId, "rowId");
        requireNonNull(code, "code");
        requireNonNull(text, "text");
        requireNonNull(cancellation, "cancellation");
    }

    boolean isAccepted() {
        return cancellation.isPresent();
    }
}
