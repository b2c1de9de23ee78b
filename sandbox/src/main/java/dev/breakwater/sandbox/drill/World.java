package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Pace;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.SandboxSettings;
import dev.breakwater.sandbox.drill.TcpProxy.Traffic;
import dev.breakwater.sandbox.server.ServerStack;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.simulator.SupplierSimulator;
import dev.breakwater.sandbox.simulator.Timing;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Client;
import dev.breakwater.sandbox.stage.GatewayProcess;
import dev.breakwater.sandbox.stage.GatewayProgram;
import dev.breakwater.sandbox.stage.Ports;
import dev.breakwater.sandbox.stage.StageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that takes part: suppliers, partners' servers, PostgreSQL, gateways, and the roads between them. */
final class World implements AutoCloseable {

    /** A little longer than the gateway waits for an answer. */
    private static final Duration HOLD = Duration.ofSeconds(4);

    /** The suppliers that take part. */
    static final List<Supplier> SUPPLIERS = List.of(Supplier.GLASS_TOWER, Supplier.ALPINE_RAIL);

    /** Those that are configured to be sent the same commit again. */
    static final Set<Supplier> IDEMPOTENT = Set.of(Supplier.ALPINE_RAIL);

    private final Random lot;
    private final JumpingClock clock = new JumpingClock();
    private final Map<Integer, TcpProxy> suppliers = new HashMap<>();
    private final List<TcpProxy> roads = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final ServerStack running = new ServerStack();
    private final Sandbox sandbox;
    private final Database database;

    private World(Schedule schedule, GatewayProgram program, StageFolder folder)
            throws IOException, InterruptedException {
        lot = new Random(schedule.seed());
        try {
            sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder.sandbox())
                    .withSuppliers(Set.copyOf(SUPPLIERS))
                    .withTiming(Timing.standard().withHold(HOLD))
                    .withPace(Pace.DRILL)
                    .withClock(clock)
                    .withRoads(this::road));
            running.add(sandbox);
            database = Database.start(program, folder);
            running.add(database);
            addMembers(schedule, program, folder);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            running.close();
            throw failure;
        }
    }

    /** Starts everything; gateways are not up yet when this returns. */
    static World start(Schedule schedule, GatewayProgram program, StageFolder folder)
            throws IOException, InterruptedException {
        return new World(schedule, program, folder);
    }

    private int road(int port) {
        try {
            TcpProxy proxy = TcpProxy.to(port);
            running.add(proxy);
            suppliers.put(port, proxy);
            return proxy.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addMembers(Schedule schedule, GatewayProgram program, StageFolder folder) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < schedule.gateways(); i++) {
            ports.add(Ports.anyFree());
            TcpProxy proxy = TcpProxy.to(ports.get(i));
            running.add(proxy);
            roads.add(proxy);
        }
        String all = roads.stream().map(proxy -> "127.0.0.1:" + proxy.port()).collect(Collectors.joining(","));
        for (int i = 0; i < schedule.gateways(); i++) {
            Map<String, String> environment = new HashMap<>(database.environment());
            if (schedule.gateways() > 1) {
                environment.put("BREAKWATER_CLUSTER_MEMBERS", all);
                environment.put("BREAKWATER_CLUSTER_ADDRESS", "127.0.0.1:" + ports.get(i));
                environment.put(
                        "BREAKWATER_CLUSTER_ADVERTISED",
                        "127.0.0.1:" + roads.get(i).port());
            }
            String name = "gateway-" + i;
            GatewayProcess process = new GatewayProcess(
                    new GatewayProcess.Settings(
                            program,
                            folder,
                            name,
                            folder.log(name),
                            Ports.anyFree(),
                            sandbox.key(Caller.OPS),
                            environment),
                    sandbox.configFolder());
            Member member = new Member(i, schedule, process);
            running.add(member);
            members.add(member);
            member.start();
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Database database() {
        return database;
    }

    List<Member> members() {
        return members;
    }

    Client client(Caller caller, Client.Diary diary) throws IOException {
        return new Client(members.stream().map(Member::address).toList(), sandbox.key(caller), diary);
    }

    /** Makes it happen. */
    void strike(Action action) throws Exception {
        switch (action.kind()) {
            case KILL_GATEWAY -> members.get(action.target()).kill(action.length());
            case PAUSE_GATEWAY -> members.get(action.target()).pause(action.length());
            case KILL_BACKEND -> database.killBackend(lot);
            case CUT_MEMBER -> roads.get(action.target()).set(Traffic.WAITS);
            case SEVER_MEMBER -> roads.get(action.target()).set(Traffic.REFUSED);
            case KILL_SUPPLIER -> road(action).set(Traffic.REFUSED);
            case STALL_SUPPLIER -> road(action).set(Traffic.WAITS);
            case LOSE_REPLIES -> road(action).set(Traffic.ONE_WAY);
            case OVERLOAD_SUPPLIER -> supplier(action.target()).serve(false);
            case JUMP_CLOCK -> clock.jump(action.length());
        }
    }

    /** Ends what does not end by itself. */
    void relieve(Action action) throws IOException {
        switch (action.kind()) {
            case CUT_MEMBER, SEVER_MEMBER -> roads.get(action.target()).set(Traffic.FLOWS);
            case KILL_SUPPLIER, STALL_SUPPLIER, LOSE_REPLIES -> road(action).set(Traffic.FLOWS);
            case OVERLOAD_SUPPLIER -> supplier(action.target()).serve(true);
            case KILL_GATEWAY, PAUSE_GATEWAY, KILL_BACKEND, JUMP_CLOCK -> {}
        }
    }

    /** Makes everything good again. */
    void heal() throws IOException, InterruptedException {
        for (TcpProxy proxy : roads) {
            proxy.set(Traffic.FLOWS);
        }
        for (TcpProxy proxy : suppliers.values()) {
            proxy.set(Traffic.FLOWS);
        }
        for (int i = 0; i < SUPPLIERS.size(); i++) {
            supplier(i).serve(true);
        }
        for (Member member : members) {
            member.heal();
        }
    }

    private TcpProxy road(Action action) {
        return suppliers.get(supplier(action.target()).port());
    }

    private SupplierSimulator supplier(int number) {
        return sandbox.simulators().of(SUPPLIERS.get(number));
    }

    /** What the suppliers themselves know of requests and effects. */
    Map<Supplier, List<EffectLog.Entry>> effects() {
        Map<Supplier, List<EffectLog.Entry>> effects = new EnumMap<>(Supplier.class);
        for (Supplier supplier : SUPPLIERS) {
            effects.put(supplier, sandbox.simulators().of(supplier).effects().all());
        }
        return effects;
    }

    /** What its supplier itself knows of a booking. */
    EffectLog.Entry effects(Booking booking) {
        return sandbox.simulators().of(booking.supplier()).effects().of(booking.reference());
    }

    @Override
    public void close() {
        running.close();
    }
}
