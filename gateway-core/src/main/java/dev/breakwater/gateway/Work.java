package dev.breakwater.gateway;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.cancellation.Members;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.partnerfile.PartnerFiles;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Begins to work when everything else stands, and ends before anything else falls: before Camel, which would take the roads away
 * under those who are on them.
 */
@Component
class Work implements SmartLifecycle {
    private final Members members;
    private final HazelcastInstance hazelcast;
    private final Dispatcher dispatcher;
    private final PartnerFiles partnerFiles;
    private volatile boolean running;

    Work(Members members, HazelcastInstance hazelcast, Dispatcher dispatcher, PartnerFiles partnerFiles) {
        this.members = members;
        this.hazelcast = hazelcast;
        this.dispatcher = dispatcher;
        this.partnerFiles = partnerFiles;
    }

    @Override
    public void start() {
        members.start(hazelcast.getCluster().getLocalMember().getAddress().toString());
        dispatcher.start();
        partnerFiles.start();
        running = true;
    }

    @Override
    public void stop() {
        partnerFiles.close();
        dispatcher.close();
        members.leave();
        running = false;
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
