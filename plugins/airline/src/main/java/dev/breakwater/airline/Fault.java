package dev.breakwater.airline;

import static java.util.Locale.ROOT;

import java.util.Comparator;
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
        Optional<Fault> byType = error.types().stream()
                .flatMap(word -> TYPES.meaning(word).stream())
                .min(Comparator.comparing(Fault::certainty));
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
        return certainty() == 0;
    }

    /** How much it tells about what became of a request: nothing at all, what only the order tells, or that it was refused. */
    int certainty() {
        return switch (this) {
            case UNAVAILABLE, UNRECOGNISED, UNREADABLE -> 0;
            case NOT_OPEN, STALE -> 1;
            case OFFER_GONE -> 2;
            case UNAUTHORIZED, NOT_FOUND, ALREADY_CANCELLED, NOT_CANCELLABLE, MALFORMED, BUSY -> 3;
        };
    }
}
