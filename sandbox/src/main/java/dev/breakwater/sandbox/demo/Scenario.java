package dev.breakwater.sandbox.demo;

import dev.breakwater.sandbox.simulator.Behaviour;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Order;
import dev.breakwater.sandbox.stage.Order.Guard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the demonstration sends: every behaviour to every supplier, through the API, and to two of them in files. It is the
 * same at each run.
 *
 * @param orders through the API, well mixed
 * @param harbourTrips the bookings in the file of harbour-trips
 * @param dragonTravel the bookings in the file of dragon-travel
 */
record Scenario(List<Order> orders, List<Booking> harbourTrips, List<Booking> dragonTravel) {

    private static final long SEED = 2_020;

    /** These get twice as many orders as the others, and the files. */
    private static final Set<Supplier> BUSIEST = Set.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL);

    /** An order repeated with another key stands for the same booking only while the first one is not over without effect. */
    private static final Set<Behaviour> DUPLICATED =
            Set.of(Behaviour.OK, Behaviour.SLOW, Behaviour.PENDING, Behaviour.LOSTAFTER, Behaviour.RESET);

    static Scenario standard() {
        List<Order> orders = new ArrayList<>();
        for (Supplier supplier : Supplier.values()) {
            for (Behaviour behaviour : Behaviour.values()) {
                for (int i = 1; i <= orders(supplier, behaviour); i++) {
                    orders.add(order(new Booking(supplier, behaviour.prefix() + "W%03d".formatted(i)), behaviour, i));
                }
            }
        }
        Collections.shuffle(orders, new Random(SEED));
        return new Scenario(
                List.copyOf(orders), rows(Supplier.GLASS_TOWER, "H%03d"), rows(Supplier.ALPINE_RAIL, "D%03d"));
    }

    private static Order order(Booking booking, Behaviour behaviour, int i) {
        Guard guard = i % 2 == 0 ? Guard.ANY_PENALTY : Guard.MAX_PENALTY;
        return new Order(
                booking,
                behaviour == Behaviour.TERMS ? Guard.QUOTE : guard,
                i % 3 == 0,
                i % 4 == 0,
                i % 5 == 0 && DUPLICATED.contains(behaviour));
    }

    private static int orders(Supplier supplier, Behaviour behaviour) {
        int most = switch (behaviour) {
            case OK -> 40;
            case REFUSED, GONE, UNKNOWN, SLOW, PENDING, BUSY, LOSTAFTER, TERMS, GARBAGE, RESET -> 10;
            case LOSTBEFORE -> 4;
        };
        return BUSIEST.contains(supplier) ? most : most / 2;
    }

    private static List<Booking> rows(Supplier supplier, String suffix) {
        List<Booking> rows = new ArrayList<>();
        for (Behaviour behaviour : Behaviour.values()) {
            IntStream.rangeClosed(1, rows(behaviour))
                    .mapToObj(i -> new Booking(supplier, behaviour.prefix() + suffix.formatted(i)))
                    .forEach(rows::add);
        }
        Collections.shuffle(rows, new Random(SEED));
        return List.copyOf(rows);
    }

    /** A row that needs a person would keep its file open. */
    private static int rows(Behaviour behaviour) {
        return switch (behaviour) {
            case OK -> 12;
            case REFUSED, GONE, UNKNOWN, SLOW, PENDING, BUSY, LOSTAFTER, TERMS, GARBAGE, RESET -> 2;
            case LOSTBEFORE -> 0;
        };
    }
}
