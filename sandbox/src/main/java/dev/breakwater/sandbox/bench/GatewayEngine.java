package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.DueOrders.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Breakwater: gateways on one journal, and suppliers whose due cancellations they work off. Each supplier has as many. */
final class GatewayEngine implements Engine {
    private final List<Gateway> members;
    private final List<String> suppliers;
    private final DueOrders orders;
    private Effects prepared = new Effects(0);

    private GatewayEngine(List<Gateway> members, List<String> suppliers, DueOrders orders) {
        this.members = List.copyOf(members);
        this.suppliers = List.copyOf(suppliers);
        this.orders = orders;
    }

    /**
     * @param members at least one
     * @param suppliers as configured; each is ordered something once
     */
    static GatewayEngine of(List<Gateway> members, List<String> suppliers, DueOrders orders)
            throws IOException, InterruptedException {
        GatewayEngine engine = new GatewayEngine(members, suppliers, orders);
        engine.pause();
        for (String supplier : suppliers) {
            orders.take(members.get(0).order(supplier, UUID.randomUUID().toString()));
        }
        return engine;
    }

    @Override
    public String title() {
        return "Breakwater";
    }

    @Override
    public void prepare(Effects bookings) throws IOException {
        prepared = bookings;
        int from = 0;
        for (int i = 0; i < suppliers.size(); i++) {
            int to = (int) ((long) bookings.number() * (i + 1) / suppliers.size());
            orders.fill(suppliers.get(i), new Part(bookings, from, to), Duration.ZERO);
            from = to;
        }
        orders.analyze();
    }

    /** Each member is told, because each would learn it from the others a second or so later. */
    @Override
    public void resume() throws IOException, InterruptedException {
        for (Gateway member : members) {
            member.resume();
        }
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        for (Gateway member : members) {
            member.pause();
        }
    }

    @Override
    public long pending() throws IOException {
        return orders.open(prepared);
    }

    @Override
    public CpuMeter cpu() {
        List<Long> processes = new ArrayList<>();
        members.forEach(member -> processes.add(member.pid()));
        return new CpuMeter(processes);
    }
}
