package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.partnerfile.Condition.Road;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One partner whose files are looked after. */
final class Partner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PartnerFiles.class);
    private static final Duration LONGEST_PACE = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Profile profile;
    private final Condition condition;
    private final Stop stop = new Stop();
    private final PartnerRoutes routes;
    private final ScheduledExecutorService back;

    /** @throws IllegalStateException if its routes cannot be made */
    Partner(Profile profile, Desk desk) {
        this.profile = profile;
        this.condition = new Condition(profile.id(), desk.clock());
        RowIntake intake = new RowIntake(desk.intake(), desk.journal(), stop);
        RowBatches rows = new RowBatches(intake, desk.store(), desk.workers(), desk.clock());
        Incoming incoming = new Incoming(profile, desk.store(), desk.spool(), rows, desk.clock());
        Polls inboxWatch = new Polls(condition, Road.CLAIMED, Road.FILE, stop);
        PartnerRoutes.Parts parts = new PartnerRoutes.Parts(
                new Arrivals(desk.clock(), desk.rest(), condition),
                inboxWatch.watched(incoming),
                new Polls(condition, Road.INBOX, Road.CLAIM, stop),
                inboxWatch);
        this.routes = new PartnerRoutes(desk.camel(), profile, desk.node(), parts);
        Outbox outbox = new Outbox(profile, desk, routes::send, condition, stop);
        this.back = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "partner-" + profile.id());
            thread.setDaemon(true);
            return thread;
        });
        long pace = Math.min(profile.poll().toMillis(), LONGEST_PACE.toMillis());
        back.scheduleWithFixedDelay(() -> quietly(outbox), pace, pace, TimeUnit.MILLISECONDS);
        log.info(
                "Partner {}: files are taken from {} {}:{}",
                profile.id(),
                profile.server().protocol(),
                profile.server().host(),
                profile.server().port());
    }

    private void quietly(Outbox outbox) {
        try {
            outbox.work();
        } catch (RuntimeException | Error e) {
            // What is thrown out of here would end the sending for good.
            log.error("Partner {}: sending answers failed and is tried again", profile.id(), e);
        }
    }

    Profile profile() {
        return profile;
    }

    /** Reads what these members have claimed and will not read. */
    void adopt(Set<String> nodes) {
        routes.adopt(nodes);
    }

    PartnerStatus status() {
        return condition.status();
    }

    /** What is under way is broken off where it can go on later. */
    @Override
    public void close() {
        stop.ask();
        back.shutdown();
        try {
            if (!back.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
                back.shutdownNow();
            }
        } catch (InterruptedException e) {
            back.shutdownNow();
            Thread.currentThread().interrupt();
        }
        routes.close();
    }
}
