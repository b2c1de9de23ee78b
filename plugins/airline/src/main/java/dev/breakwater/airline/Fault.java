package dev.breakwater.airline;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Optional;

/** What a failed request came to. */
enum Fault {
    UNAUTHORIZED,
    NOT_FOUND,
    ALREADY_CANCELLED,
    NOT_CANCELLABLE,
    /** The journey is not open any more: cancelled, flown or closed, which only the order tells. */
    NOT_OPEN,
    /** The offer cannot be accepted any more, or was accepted before. */
    OFFER_GONE,
    /** What was asked for is not there any more; only the order tells what became of it. */
    STALE,
    /** The airline could not understand us. */
    MALFORMED,
    /** Turned away before anything was executed. */
    BUSY,
    /** The airline could not; whether something was executed is open. */
    UNAVAILABLE,
    /** An error that we do not know. */
    UNRECOGNISED,
    /** No error, but what the airline says instead cannot be understood. */
    UNREADABLE;

    private static final WordTable<Fault> STATUSES = new WordTable<>("http-statuses.properties", Fault.class);
    private static final WordTable<Fault> TYPES = new WordTable<>("error-types.properties", Fault.class);
    private static final List<Row> ERRORS =
            Table.rows("errors.txt", "\\|").stream().map(Row::of).toList();

    private record Row(Optional<Message> message, String code, String text, Fault fault) {
        static Row of(List<String> cells) {
            Optional<Message> message = Optional.of(cells.get(0))
                    .filter(name -> !name.equals("ANY"))
                    .map(Message::valueOf);
            return new Row(message, cells.get(1), cells.get(2), Fault.valueOf(cells.get(3)));
        }

        boolean fits(Message sent, Complaint complaint) {
            return message.map(sent::equals).orElse(true)
                    && code.equalsIgnoreCase(complaint.code())
                    && complaint.text().toLowerCase(ROOT).contains(text);
        }
    }

    /** What an error means as the answer to a message. */
    static Fault of(Message sent, Complaint error) {
        Optional<Fault> byType = TYPES.meaning(error.type());
        if (byType.filter(Fault::leavesOpen).isPresent()) {
            return byType.get();
        }
        return ERRORS.stream()
                .filter(row -> row.fits(sent, error))
                .map(Row::fault)
                .findFirst()
                .or(() -> byType)
                .orElse(UNRECOGNISED);
    }

    /** What a reply means whose body is no message of the protocol. */
    static Fault ofStatus(int status) {
        return STATUSES.meaning(String.valueOf(status)).orElse(status >= 500 ? UNAVAILABLE : UNREADABLE);
    }

    /** Whether something may have been executed. */
    boolean leavesOpen() {
        return this == UNAVAILABLE || this == UNRECOGNISED || this == UNREADABLE;
    }
}
