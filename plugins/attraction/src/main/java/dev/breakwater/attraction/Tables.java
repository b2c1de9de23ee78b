package dev.breakwater.attraction;

import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Refund;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The words of OCTO and what they mean to us. */
final class Tables {
    static final WordTable<Meaning> ERRORS = WordTable.load("octo-errors.properties", Meaning.class);
    static final WordTable<BookingState> STATES = WordTable.load("octo-states.properties", BookingState.class);
    static final WordTable<Refund.Status> REFUNDS = WordTable.load("octo-refunds.properties", Refund.Status.class);
    static final WordTable<ChronoUnit> UNITS = WordTable.load("octo-units.properties", ChronoUnit.class);

    private static final WordTable<Meaning> HTTP = WordTable.load("octo-http.properties", Meaning.class);
    private static final Map<String, String> REASONS = WordTable.texts("octo-reasons.properties");

    private Tables() {}

    static Meaning meaningOf(int status) {
        return HTTP.exactMeaning(Integer.toString(status))
                .or(() -> HTTP.exactMeaning(status / 100 + "XX"))
                .orElse(Meaning.UNREADABLE);
    }

    static String words(CancellationReason reason) {
        return REASONS.get(reason.name());
    }
}
