package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.simulator.Behaviour;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Order;
import dev.breakwater.sandbox.stage.Order.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What is ordered: a stream without end that follows from the seed, each booking once. */
final class Orders {

    private static final Map<Behaviour, Integer> WEIGHTS = Map.ofEntries(
            Map.entry(Behaviour.OK, 40),
            Map.entry(Behaviour.REFUSED, 5),
            Map.entry(Behaviour.GONE, 4),
            Map.entry(Behaviour.UNKNOWN, 3),
            Map.entry(Behaviour.SLOW, 10),
            Map.entry(Behaviour.PENDING, 7),
            Map.entry(Behaviour.BUSY, 5),
            Map.entry(Behaviour.LOSTBEFORE, 2),
            Map.entry(Behaviour.LOSTAFTER, 8),
            Map.entry(Behaviour.TERMS, 4),
            Map.entry(Behaviour.GARBAGE, 5),
            Map.entry(Behaviour.RESET, 7));

    private static final int LOSSY = 60;

    private final Random random;
    private final List<Behaviour> drawn = new ArrayList<>();
    private int number;

    /** @param lossy whether most replies get lost, which a gateway without doubts cannot bear */
    Orders(long seed, boolean lossy) {
        random = new Random(seed);
        for (Behaviour behaviour : Behaviour.values()) {
            int extra = lossy && behaviour == Behaviour.LOSTAFTER ? LOSSY : 0;
            for (int i = 0; i < WEIGHTS.get(behaviour) + extra; i++) {
                drawn.add(behaviour);
            }
        }
    }

    /** The next order through the API. */
    Order next() {
        Behaviour behaviour = behaviour();
        Supplier supplier = World.SUPPLIERS.get(random.nextInt(World.SUPPLIERS.size()));
        Guard guard = random.nextBoolean() ? Guard.ANY_PENALTY : Guard.MAX_PENALTY;
        return new Order(
                new Booking(supplier, behaviour.prefix() + "A%05d".formatted(number++)),
                behaviour == Behaviour.TERMS ? Guard.QUOTE : guard,
                random.nextInt(10) == 0,
                random.nextInt(5) == 0,
                random.nextInt(5) == 0);
    }

    /** The rows of a partner's next file. */
    List<Booking> rows(Supplier supplier, int count) {
        return Stream.generate(this::behaviour)
                .limit(count)
                .map(behaviour -> new Booking(supplier, behaviour.prefix() + "F%05d".formatted(number++)))
                .toList();
    }

    private Behaviour behaviour() {
        return drawn.get(random.nextInt(drawn.size()));
    }
}
