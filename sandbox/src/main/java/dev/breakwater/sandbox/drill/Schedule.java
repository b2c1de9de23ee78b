package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.drill.Action.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What happens when. It follows from the seed, the length of the drill and the number of gateways alone.
 *
 * @param actions in the order of their times
 */
record Schedule(long seed, int gateways, List<Action> actions) {

    private static final Duration CALM = Duration.ofSeconds(3);

    /** Longer drills have time for sleeps that outlive every lease and time-out. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final List<String> POINTS =
            List.of("AFTER_ACCEPT", "AFTER_INTENT", "BEFORE_WRITE", "AFTER_SEND", "AFTER_REPLY", "AFTER_OUTCOME");
    private static final int MOST_ARRIVALS = 200;

    Schedule {
        actions = List.copyOf(actions);
    }

    static Schedule of(long seed, Duration length, int gateways) {
        Random random = new Random(seed);
        List<Action> actions = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int targets = targets(kind, gateways);
            long count = targets == 0 ? 0 : Math.max(1, kind.perHour() * length.toSeconds() / 3_600);
            long slice = length.minus(CALM.multipliedBy(2)).toMillis() / Math.max(1, count);
            for (int i = 0; i < count; i++) {
                Duration at = CALM.plusMillis(i * slice + (long) (random.nextDouble() * slice));
                int target = random.nextInt(targets);
                actions.add(new Action(at, kind, target, length(kind, random, length)));
            }
        }
        actions.sort(Comparator.comparing(Action::at));
        return new Schedule(seed, gateways, actions);
    }

    private static int targets(Kind kind, int gateways) {
        return switch (kind.of()) {
            case GATEWAY -> gateways;
            case CLUSTER -> gateways > 1 ? gateways : 0;
            case DATABASE -> 1;
            case SUPPLIER -> World.SUPPLIERS.size();
        };
    }

    private static Duration length(Kind kind, Random random, Duration whole) {
        double lot = random.nextDouble();
        return switch (kind) {
            case KILL_GATEWAY -> seconds(0.2 + 3 * lot);
            case PAUSE_GATEWAY -> pause(random, lot, whole);
            case KILL_BACKEND -> Duration.ZERO;
            case JUMP_CLOCK -> lot < 0.5 ? Duration.ofMinutes(15) : Duration.ofSeconds(-3);
            case STALL_SUPPLIER ->
                whole.compareTo(LONG) >= 0 && lot > 0.75 ? Duration.ofMinutes(1) : seconds(1 + 7 * lot);
            case CUT_MEMBER, SEVER_MEMBER, KILL_SUPPLIER, LOSE_REPLIES, OVERLOAD_SUPPLIER -> seconds(1 + 7 * lot);
        };
    }

    /** A blink, longer than an intent may leave, or longer than anybody waits. */
    private static Duration pause(Random random, double lot, Duration whole) {
        if (lot < 0.4) {
            return seconds(0.2 + random.nextDouble());
        }
        if (lot < 0.85) {
            return seconds(2.2 + 2 * random.nextDouble());
        }
        return whole.compareTo(LONG) >= 0 ? Duration.ofMinutes(1) : seconds(8 + 4 * random.nextDouble());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    /** Where a gateway dies or falls asleep by itself at its n-th start, counted from zero. */
    String crashPoints(int gateway, int start) {
        Random random = new Random(seed * 1_000_003 + gateway * 10_007L + start);
        random.nextLong();
        // A process that falls asleep between the last check and the first byte sends late, and nothing can keep it
        // from it.
        String sleeps = POINTS.get(random.nextInt(POINTS.size()));
        String dies = POINTS.get(random.nextInt(POINTS.size()));
        String dying = dies + ":" + (5 + random.nextInt(MOST_ARRIVALS)) + ":halt";
        return sleeps.equals("BEFORE_WRITE")
                ? dying
                : sleeps + ":" + (1 + random.nextInt(MOST_ARRIVALS)) + ":stop," + dying;
    }
}
