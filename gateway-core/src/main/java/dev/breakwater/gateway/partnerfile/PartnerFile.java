package dev.breakwater.gateway.partnerfile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * A file a partner dropped.
 *
 * @param caller who owns its rows
 * @param claim the name its claimed copy has on the partner's server
 * @param name as the partner called it
 * @param answerName what the names of its answers begin with
 * @param sha256 of its content, in hexadecimal; empty if it was not read
 * @param rows how many it has
 * @param detail what there is to say about the file as a whole
 */
record PartnerFile(
        UUID id,
        String partner,
        String caller,
        String claim,
        String name,
        String answerName,
        String sha256,
        State state,
        long rows,
        String detail,
        Instant receivedAt) {
    /** How far it is. */
    enum State {
        /** Its rows are being taken in. */
        RECEIVED,
        /** Every row was accepted or refused. */
        VALIDATED,
        /** Every accepted row is final. */
        DONE,
        /** It cannot be used as a whole; nothing of it was executed. */
        REFUSED,
        /** Its content was received before; nothing of it was executed. */
        DUPLICATE
    }

    PartnerFile {
        requireNonNull(id, "id");
        requireNonNull(partner, "partner");
        requireNonNull(caller, "caller");
        requireNonNull(claim, "claim");
        requireNonNull(name, "name");
        requireNonNull(answerName, "answerName");
        requireNonNull(sha256, "sha256");
        requireNonNull(state, "state");
        requireNonNull(detail, "detail");
        requireNonNull(receivedAt, "receivedAt");
    }

    /** The key of a row: the same whenever the same content of the same partner is read. */
    String key(long line) {
        return "file:" + partner + ":" + sha256 + ":" + line;
    }
}
