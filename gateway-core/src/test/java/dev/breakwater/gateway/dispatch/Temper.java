package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.supplier.Protection;
import dev.breakwater.gateway.supplier.SupplierConfig;
import dev.breakwater.gateway.supplier.SupplierConfig.Resend;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How one history is disposed: what its supplier is like and how often what goes wrong. Each history has a few faults only, so
 * that these come often and meet each other.
 *
 * @param lag the most by which look-ups may be behind
 * @param lateness the most a request may spend on the way
 * @param repeats whether the supplier cancels once more what it has cancelled already; one that refuses would hide us
 * @param crash probability of a member's death at each point where it waits
 * @param pause probability of a member standing still at each point where it waits
 * @param slowJournal probability of a write that takes seconds
 * @param lostWrite probability of a write nobody knows the end of
 * @param failedWrite probability of a write that is not done
 * @param lateRequest probability of a request that takes long
 * @param lostReply probability of a reply that never comes
 * @param garbledReply probability of a reply nobody can read
 * @param unreachable probability of a request that does not leave
 * @param busy probability of the supplier having no time
 * @param failing probability of the supplier failing after it has done as it was told
 * @param later probability of a commit being finished later
 * @param refusing probability of the supplier refusing to cancel
 * @param others probability of somebody else cancelling a booking
 * @param withdrawn probability of an order being taken back
 */
record Temper(
        SimulatedProtocol.Style style,
        SimulatedProtocol.Marks marks,
        Resend resend,
        boolean idempotent,
        boolean repeats,
        int members,
        Duration lag,
        Duration lateness,
        double crash,
        double pause,
        double slowJournal,
        double lostWrite,
        double failedWrite,
        double lateRequest,
        double lostReply,
        double garbledReply,
        double unreachable,
        double busy,
        double failing,
        double later,
        double refusing,
        double others,
        double withdrawn) {
    static final Duration GIVE_UP_AFTER = Duration.ofMinutes(10);
    static final String SUPPLIER = "simulated";

    static Temper of(RandomGenerator random) {
        return new Temper(
                any(random, SimulatedProtocol.Style.values()),
                any(random, SimulatedProtocol.Marks.values()),
                any(random, Resend.values()),
                random.nextInt(4) == 0,
                random.nextInt(4) > 0,
                1 + random.nextInt(3),
                random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(1 + random.nextInt(20)),
                random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(60),
                sometimes(random, 0.05),
                sometimes(random, 0.05),
                sometimes(random, 0.2),
                sometimes(random, 0.2),
                sometimes(random, 0.2),
                sometimes(random, 0.5),
                sometimes(random, 0.5),
                sometimes(random, 0.3),
                sometimes(random, 0.3),
                sometimes(random, 0.4),
                sometimes(random, 0.3),
                sometimes(random, 0.4),
                sometimes(random, 0.3),
                sometimes(random, 0.5),
                sometimes(random, 0.5));
    }

    private static <T> T any(RandomGenerator random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static double sometimes(RandomGenerator random, double most) {
        return random.nextInt(3) > 0 ? 0 : random.nextDouble() * most;
    }

    /** What an operator who knows all this would have configured. */
    SupplierConfig config() {
        return new SupplierConfig(
                SUPPLIER,
                "Simulated",
                SUPPLIER,
                Optional.empty(),
                SUPPLIER,
                URI.create("http://127.0.0.1:1"),
                new SupplierConfig.Auth.None(),
                Optional.empty(),
                new SupplierConfig.Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15)),
                Protection.STANDARD,
                Currency.getInstance("EUR"),
                ZoneId.of("UTC"),
                lag.plus(lateness).plusSeconds(1),
                false,
                idempotent,
                resend,
                2,
                List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2)),
                new SupplierConfig.Retry(Duration.ofSeconds(1), Duration.ofMinutes(1), GIVE_UP_AFTER),
                Map.of());
    }
}
