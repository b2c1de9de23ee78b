package dev.breakwater.testkit;

import static java.util.Objects.requireNonNull;

import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Supplier;

/**
 * Follows an operation step by step: takes every step twice, to see whether it is the same, and keeps what the plugin asks and
 * throws.
 */
final class Steps<O> {
    /** Digits, letters and days are other ones there. */
    static final Locale EGYPT = Locale.forLanguageTag("ar-EG-u-nu-arab");

    private static final Locale TURKEY = Locale.forLanguageTag("tr-TR");
    private static final TimeZone KIRIBATI = TimeZone.getTimeZone("Pacific/Kiritimati");

    private final boolean abroad;
    private final List<WireRequest> asked = new ArrayList<>();
    private Throwable thrown;
    private String difference;

    /** @param abroad whether steps are taken once more as on machines in other countries */
    Steps(boolean abroad) {
        this.abroad = abroad;
    }

    Step<O> take(Supplier<Step<O>> next) {
        Step<O> first;
        Step<O> second;
        try {
            first = requireNonNull(next.get(), "the plugin has no next step");
            second = requireNonNull(next.get(), "the plugin has no next step when the same is asked again");
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        }
        compare(first, second, "when the same is asked again");
        if (abroad) {
            compare(first, in(EGYPT, next), "on a machine in Egypt");
            compare(first, in(TURKEY, next), "on a machine in Turkey");
        }
        if (first instanceof Step.Ask<O> ask) {
            asked.add(ask.request());
            return Step.ask(ask.request(), reply -> take(() -> ask.then().apply(reply)));
        }
        return first;
    }

    /** What comes of this on a machine in another country. */
    static <T> T in(Locale country, Supplier<T> next) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(country);
            TimeZone.setDefault(KIRIBATI);
            return next.get();
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private void compare(Step<O> first, Step<O> other, String when) {
        if (!told(first).equals(told(other))) {
            difference = "the same step is another one " + when + ":\n      " + told(first) + "\n    and then\n      "
                    + told(other);
        }
    }

    /** What a step says, as far as two of them can be compared. */
    private static Object told(Step<?> step) {
        return step instanceof Step.Ask<?> ask ? ask.request() : ((Step.Answer<?>) step).value();
    }

    List<WireRequest> asked() {
        return List.copyOf(asked);
    }

    Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    Optional<String> difference() {
        return Optional.ofNullable(difference);
    }
}
