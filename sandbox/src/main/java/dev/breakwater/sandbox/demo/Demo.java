package dev.breakwater.sandbox.demo;

import static java.util.stream.Collectors.toMap;

import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Accepted;
import dev.breakwater.sandbox.stage.Client;
import dev.breakwater.sandbox.stage.GatewayProcess;
import dev.breakwater.sandbox.stage.Load;
import dev.breakwater.sandbox.stage.PartnerOrder;
import dev.breakwater.sandbox.stage.PartnerOrders;
import dev.breakwater.sandbox.stage.Screen;
import dev.breakwater.sandbox.stage.StageException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One demonstration, from the first order to the verdict. */
final class Demo {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);
    private static final Duration TO_START = Duration.ofMinutes(4);
    private static final Duration TO_SETTLE = Duration.ofMinutes(5);
    private static final Duration TICK = Duration.ofMillis(300);

    private final Scenario scenario = Scenario.standard();
    private final Sandbox sandbox;
    private final GatewayProcess gateway;
    private final Screen screen;
    private final List<PartnerOrder> files;

    Demo(Sandbox sandbox, GatewayProcess gateway, Screen screen) {
        this.sandbox = sandbox;
        this.gateway = gateway;
        this.screen = screen;
        this.files = PartnerOrders.of(sandbox.partners(), "", scenario.harbourTrips(), scenario.dragonTravel());
    }

    /** Something that is so at some time. */
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Sends everything, waits until it is settled, and prints what came of it.
     *
     * @param killing whether the gateway is killed in the middle and started again
     * @return whether both promises held and everything was accepted
     */
    boolean run(boolean killing) throws IOException, InterruptedException {
        startGateway();
        try (Load load = new Load(client(Caller.WEB))) {
            scenario.orders().forEach(load::add);
            for (PartnerOrder file : files) {
                file.upload();
            }
            if (killing) {
                killInTheMiddle(load);
            }
            String total = " of " + scenario.orders().size() + " orders answered, 2 files uploaded";
            await(TO_SETTLE, load::isDone, seconds -> "Sending: " + load.answered() + total);
            screen.say("Sent: " + load.answered() + total + ".");
            settle();
            return report(load);
        }
    }

    private void startGateway() throws IOException, InterruptedException {
        long start = System.nanoTime();
        gateway.start();
        boolean up = await(TO_START, gateway::isUp, seconds -> "Starting the gateway: " + seconds + " s");
        if (!up) {
            throw new StageException("The gateway is not up after " + TO_START.toSeconds() + " s.");
        }
        screen.say("Gateway up after %.1f s: %s".formatted((System.nanoTime() - start) / 1e9, gateway.address()));
    }

    private void killInTheMiddle(Load load) throws IOException, InterruptedException {
        int middle = scenario.orders().size() / 2;
        await(TO_SETTLE, () -> load.answered() >= middle, seconds -> "Sending: " + load.answered() + " answered");
        gateway.kill();
        log.info("The gateway was killed");
        screen.say("Killed the gateway (kill -9) with " + load.answered() + " orders answered.");
        startGateway();
    }

    private void settle() throws IOException, InterruptedException {
        Archive archive = new Archive(client(Caller.OPS));
        long start = System.nanoTime();
        boolean settled = await(TO_SETTLE, () -> isSettled(archive.progress()), seconds -> "");
        screen.say((settled ? "Settled after %.1f s more." : "Not everything was settled within %.1f s.")
                .formatted((System.nanoTime() - start) / 1e9));
    }

    /** A row that needs a person keeps its file open. */
    private boolean isSettled(Archive.Progress now) throws IOException {
        int answered = 0;
        int open = 0;
        for (PartnerOrder file : files) {
            if (file.isAnswered()) {
                answered++;
            } else if (file.accepted().stream().anyMatch(row -> now.reviews().contains(row.id()))) {
                open++;
            }
        }
        screen.progress("Settling: %d of %d cancellations settled, %d of %d files answered%s"
                .formatted(
                        now.settled(),
                        now.accepted(),
                        answered,
                        files.size(),
                        open == 0 ? "" : ", " + open + " kept open by rows that need a person"));
        return now.settled() == now.accepted() && answered + open == files.size();
    }

    private boolean report(Load load) throws IOException, InterruptedException {
        History history = history(load);
        history.outcomes().forEach(outcome -> log.info("{}", outcome));
        Promises promises = Promises.check(history);
        List<String> rejected = new ArrayList<>(load.rejected());
        files.forEach(file -> rejected.addAll(file.rejected()));
        screen.say("\n" + Table.of(history.outcomes()));
        files.stream().filter(file -> !file.isDone()).forEach(file -> screen.say(file.name() + " has no results yet."));
        complain("Not accepted", rejected);
        complain("Lost", promises.lost());
        complain("Twice", promises.twice());
        screen.say(promises.toString());
        return promises.held() && rejected.isEmpty();
    }

    private void complain(String what, List<String> complaints) {
        complaints.forEach(complaint -> log.error("{}: {}", what, complaint));
        complaints.stream().limit(5).forEach(complaint -> screen.say(what + ": " + complaint));
        if (complaints.size() > 5) {
            screen.say(what + ": " + (complaints.size() - 5) + " more, see the log");
        }
    }

    private History history(Load load) throws IOException, InterruptedException {
        List<Accepted> accepted = new ArrayList<>(load.accepted());
        files.forEach(file -> accepted.addAll(file.accepted()));
        return new History(
                accepted,
                new Archive(client(Caller.OPS)).outcomes(),
                Arrays.stream(Supplier.values())
                        .collect(toMap(
                                Function.identity(),
                                supplier -> sandbox.simulators()
                                        .of(supplier)
                                        .effects()
                                        .all())));
    }

    private Client client(Caller caller) throws IOException {
        return new Client(List.of(gateway.address()), sandbox.key(caller), Client.Diary.NONE);
    }

    /** Looks again and again, and tells how far it is; false if the time is over first. */
    private boolean await(Duration longest, Condition condition, Function<Long, String> progress)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            long waited = System.nanoTime() - start;
            if (waited > longest.toNanos()) {
                return false;
            }
            gateway.requireAlive();
            String text = progress.apply(Duration.ofNanos(waited).toSeconds());
            if (!text.isEmpty()) {
                screen.progress(text);
            }
            Thread.sleep(TICK.toMillis());
        }
        return true;
    }
}
