package dev.breakwater.touroperator;

import java.util.List;
import java.util.Optional;

/** What a failed request came to, the most cautious reading first. */
enum Fault {
    /** What the supplier says cannot be understood. */
    UNREADABLE,
    /** The supplier could not; whether something was executed is open. */
    UNCLEAR,
    /** An error that nobody has told us. */
    UNRECOGNISED,
    ALREADY_CANCELLED,
    NOT_FOUND,
    TOO_LATE,
    NOT_CANCELLABLE,
    WAIVER_REFUSED,
    UNAUTHORIZED,
    /** The supplier could not understand us. */
    MALFORMED,
    /** The booking or its terms are not what they were. */
    TERMS_CHANGED,
    /** Turned away before anything was executed. */
    BUSY;

    private static final WordTable<Fault> WORDS = new WordTable<>("errors.properties", Fault::valueOf);

    /** What an HTTP status tells by itself. */
    static Fault ofStatus(int status) {
        return WORDS.exactly("http." + status).orElse(UNREADABLE);
    }

    /** The most cautious of several. */
    static Optional<Fault> worst(List<Problem> problems) {
        return problems.stream().map(Fault::of).min(Fault::compareTo);
    }

    static Fault of(Problem problem) {
        Fault said = ofCode(problem);
        return switch (problem.effect()) {
            case SOMETHING -> said.isFactAboutBooking() ? said : UNCLEAR;
            case NOTHING -> said == UNRECOGNISED ? NOT_CANCELLABLE : said;
            case UNTOLD -> said;
        };
    }

    /** What a problem's code or type means by itself. */
    static Fault ofCode(Problem problem) {
        Optional<Fault> byCode = WORDS.meaning(problem.code());
        if (byCode.isPresent()) {
            return byCode.get();
        }
        Fault byType = WORDS.exactly("type." + problem.type()).orElse(UNRECOGNISED);
        // "Business rule" says nothing about a rule that nobody has told us.
        return byType == NOT_CANCELLABLE && !problem.code().isEmpty() ? UNRECOGNISED : byType;
    }

    /** Whether it tells how the booking stands, so that this very request cannot have been executed. */
    private boolean isFactAboutBooking() {
        return this == ALREADY_CANCELLED || this == NOT_FOUND || this == TOO_LATE;
    }
}
