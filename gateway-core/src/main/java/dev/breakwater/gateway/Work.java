package dev.breakwater.gateway;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Members;
import dev.breakwater.gateway.dispatch.ClusterSettings;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.partnerfile.PartnerFiles;
import dev.breakwater.gateway.push.Pushes;
import dev.breakwater.gateway.review.Bulks;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Begins to work when everything else stands, and ends before anything else falls: before the web server, which until then sends
 * callers on to other members, and before Camel, which would take the roads away under those who are on them.
 */
@Component
class Work implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Work.class);
    /** As long as balancers and idle connections take to notice. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ApplicationContext context;
    private final GatewaySettings settings;
    private final Members members;
    private final HazelcastInstance hazelcast;
    private final Journal journal;
    private final Watch watch;
    private final Intake intake;
    private final Dispatcher dispatcher;
    private final PartnerFiles partnerFiles;
    private final Bulks bulks;
    private final Pushes pushes;
    private volatile boolean running;

    Work(
            ApplicationContext context,
            GatewaySettings settings,
            Members members,
            HazelcastInstance hazelcast,
            Journal journal,
            Watch watch,
            Intake intake,
            Dispatcher dispatcher,
            PartnerFiles partnerFiles,
            Bulks bulks,
            Pushes pushes) {
        this.context = context;
        this.settings = settings;
        this.members = members;
        this.hazelcast = hazelcast;
        this.journal = journal;
        this.watch = watch;
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.partnerFiles = partnerFiles;
        this.bulks = bulks;
        this.pushes = pushes;
    }

    @Override
    public void start() {
        hazelcast.getCluster().addMembershipListener(new Sight(members));
        members.start(hazelcast.getCluster().getLocalMember().getAddress().toString(), dispatcher::adopt);
        watch.connect(hazelcast, journal::find);
        dispatcher.start(members::isDead);
        partnerFiles.start(members::orphaned);
        bulks.start();
        pushes.start();
        running = true;
    }

    @Override
    public void stop() {
        long begin = System.nanoTime();
        intake.close();
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        bulks.close();
        pushes.close();
        partnerFiles.close();
        dispatcher.close();
        handOver();
        sayFarewell(begin);
        watch.release();
        running = false;
    }

    private void handOver() {
        try {
            members.leave();
        } catch (JournalUnavailable e) {
            log.warn("What this member was at is taken over when it has been silent for a while: {}", e.getMessage());
        }
    }

    private void sayFarewell(long begin) {
        if (settings.cluster().join() instanceof ClusterSettings.Alone) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(begin + FAREWELL.toNanos() - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last to start, the first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
