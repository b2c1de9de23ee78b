package dev.breakwater.rail;

import java.util.Optional;

/** What a failed request came to. */
enum Fault {
    UNAUTHORIZED,
    NOT_FOUND,
    ALREADY_CANCELLED,
    NOT_CANCELLABLE,
    /** The supplier checked and would not go on; nothing was executed. */
    CHECK_FAILED,
    /** A part was executed. */
    PARTIAL,
    /** The supplier could not; whether something was executed is open. */
    UNAVAILABLE,
    WAIVER_NOT_APPLIED,
    /** The supplier could not understand us. */
    MALFORMED,
    CONFLICT,
    /** Turned away before anything was executed. */
    BUSY,
    /** A client error that we do not know. */
    UNRECOGNISED,
    /** The supplier did not report an error, but what it says instead cannot be understood. */
    UNREADABLE;

    private static final WordTable<Fault> WORDS = new WordTable<>("faults.properties", Fault.class);

    /** Whether a problem code is one of the standard. */
    static boolean isKnown(String code) {
        return WORDS.meaning(code).isPresent();
    }

    static Fault of(int status, Problem problem) {
        return WORDS.meaning("always." + status)
                .or(() -> ofProblem(problem))
                .or(() -> WORDS.meaning("status." + status))
                .orElseGet(() -> ofStatusClass(status));
    }

    private static Optional<Fault> ofProblem(Problem problem) {
        return problem.isAboutWaiver() ? Optional.of(WAIVER_NOT_APPLIED) : WORDS.meaning(problem.code());
    }

    private static Fault ofStatusClass(int status) {
        if (status >= 500) {
            return UNAVAILABLE;
        }
        return status >= 400 ? UNRECOGNISED : UNREADABLE;
    }
}
