package dev.breakwater.gateway.partnerfile;

import java.util.Locale;

/**
 * A file for a partner.
 *
 * @param seq its place among all answers
 * @param number 1, or more if the partner's folder has files of the earlier names
 */
record Answer(long seq, PartnerFile file, Kind kind, int number) {
    /** What it tells. */
    enum Kind {
        /** What was received. */
        ACK,
        /** What came of each row at the door. */
        VAL,
        /** How each accepted row ended. */
        RES
    }

    String name() {
        String suffix = number == 1 ? "" : "." + number;
        return file.answerName() + "." + kind.name().toLowerCase(Locale.ROOT) + suffix + ".csv";
    }
}
