package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Admission;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import dev.breakwater.gateway.cancellation.Changed;
import dev.breakwater.gateway.cancellation.Effect;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.ModelLedger;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One simulated history: a few members, one supplier, a few orders and a few faults, all drawn from one seed, played until
 * nothing moves any more, and then held against the two promises.
 */
final class History {
    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /** Long after the last order has been given up. */
    private static final Duration END = Duration.ofHours(3);

    private final Kernel kernel;
    private final Temper temper;
    private final ModelLedger ledger;
    private final SimulatedSupplier supplier;
    private final Promises promises;
    private final List<SimulatedGateway> gateways;
    private final Set<UUID> offered = new HashSet<>();
    private long ids;

    private History(long seed, Mutation mutation, boolean traced) {
        this.kernel = new Kernel(seed, traced);
        this.temper = Temper.of(kernel.random());
        this.ledger = mutation == Mutation.FORGETS_THE_FENCE
                ? ModelLedger.withoutFence(kernel::now)
                : new ModelLedger(kernel::now);
        this.supplier = new SimulatedSupplier(kernel, temper);
        this.promises = new Promises(temper, ledger, supplier);
        this.gateways = IntStream.rangeClosed(1, temper.members())
                .mapToObj(number -> new SimulatedGateway(
                        kernel, temper, new SimulatedMember(kernel, temper, "m" + number), mutation, this))
                .toList();
    }

    /**
     * How it went.
     *
     * @param hash of all that happened
     * @param violations of the promises, for people; empty if all went well
     * @param trace all that happened, for people; empty unless it was asked for
     * @param ends how the orders stand in the end
     */
    record Report(long seed, long hash, List<String> violations, List<String> trace, List<Status> ends) {
        @Override
        public String toString() {
            return "Seed " + seed + "\n  " + String.join("\n  ", trace) + "\n  => "
                    + String.join("\n  => ", violations);
        }
    }

    /** Plays it. */
    static Report play(long seed, Mutation mutation, boolean traced) {
        History history = new History(seed, mutation, traced);
        return history.play(seed);
    }

    private Report play(long seed) {
        kernel.note("temper", temper::toString);
        try (kernel) {
            load();
            kernel.runUntil(kernel.now().plus(END));
            promises.check();
        }
        List<Status> ends = ledger.all().stream().map(Cancellation::status).toList();
        return new Report(seed, kernel.hash(), promises.broken(), kernel.trace(), ends);
    }

    ModelLedger ledger() {
        return ledger;
    }

    SimulatedSupplier supplier() {
        return supplier;
    }

    Promises promises() {
        return promises;
    }

    UUID nextId() {
        return new UUID(0x7000, 0x8000_0000_0000_0000L | ++ids);
    }

    private void load() {
        int bookings = 1 + kernel.random().nextInt(2);
        for (int number = 0; number < bookings; number++) {
            String booking = "B" + number;
            int orders = 1 + kernel.random().nextInt(2);
            for (int order = 0; order < orders; order++) {
                String key = booking + "-" + order;
                kernel.after(kernel.upTo(LOAD), () -> ask(booking, key));
            }
            if (kernel.chance(temper.others())) {
                kernel.after(kernel.upTo(LOAD.multipliedBy(2)), () -> supplier.cancelledByOthers(booking));
            }
        }
    }

    /** A client orders, and orders again with the same key until it has an answer. */
    private void ask(String booking, String key) {
        Instruction instruction = new Instruction(
                Temper.SUPPLIER,
                BookingReference.of(booking),
                List.of(),
                CancellationReason.CUSTOMER_REQUEST,
                Optional.empty(),
                new Guard.AnyPenalty(),
                Optional.empty(),
                Map.of());
        Acceptance order = new Acceptance(
                nextId(),
                "client",
                key,
                "hash",
                new BookingKey(booking),
                instruction,
                Temper.GIVE_UP_AFTER,
                Progress.NONE,
                Optional.empty());
        Optional<SimulatedGateway> gateway = anybody();
        gateway.ifPresent(one -> one.accept(order, answer -> answered(booking, key, answer)));
        kernel.after(PATIENCE, () -> {
            if (!promises.isAnswered(key)) {
                ask(booking, key);
            }
        });
    }

    private void answered(String booking, String key, Admission answer) {
        kernel.note("answered", () -> booking + " " + answer.getClass().getSimpleName());
        promises.answered(key, answer);
        if (answer instanceof Admission.Accepted accepted && kernel.chance(temper.withdrawn())) {
            kernel.after(
                    kernel.upTo(LOAD), () -> withdraw(accepted.cancellation().id()));
        }
    }

    private void withdraw(UUID id) {
        Cancellation now = ledger.find(id).orElseThrow();
        boolean early = now.status() == Status.ACCEPTED
                || now.status() == Status.SCHEDULED
                || now.status() == Status.NEEDS_REVIEW;
        if (early && now.progress().effect() == Effect.NONE) {
            kernel.note("withdrawn", () -> now.instruction().booking().reference());
            Change.Conclusion withdrawn = new Change.Conclusion(
                    Status.WITHDRAWN,
                    StatusReason.WITHDRAWN_BY_CALLER,
                    "caller:client",
                    Map.of(),
                    now.progress(),
                    now.lookups(),
                    Optional.empty());
            Changed ignored = ledger.write(new Change.Conclude(
                            now, withdrawn, List.of(), Optional.empty(), Optional.empty(), Set.of()))
                    .join();
        }
    }

    private Optional<SimulatedGateway> anybody() {
        List<SimulatedGateway> atWork =
                gateways.stream().filter(SimulatedGateway::isAtWork).toList();
        return atWork.isEmpty()
                ? Optional.empty()
                : Optional.of(atWork.get(kernel.random().nextInt(atWork.size())));
    }

    /** Sees to it that somebody looks at an order when it is due, as the sweep of the journal would. */
    void changed(UUID id) {
        ledger.find(id).flatMap(Cancellation::dueAt).ifPresent(due -> {
            if (offered.add(id)) {
                kernel.at(due.plus(kernel.upTo(Duration.ofMillis(300))), () -> offer(id));
            }
        });
    }

    private void offer(UUID id) {
        offered.remove(id);
        Optional<Instant> due = ledger.find(id).flatMap(Cancellation::dueAt);
        if (due.isEmpty()) {
            return;
        }
        if (due.get().isAfter(kernel.now())) {
            changed(id);
            return;
        }
        offered.add(id);
        kernel.after(LOOK_AGAIN, () -> offer(id));
        anybody().ifPresent(one -> one.takeUp(id));
        if (kernel.chance(0.1)) {
            anybody().ifPresent(one -> one.takeUp(id));
        }
    }
}
