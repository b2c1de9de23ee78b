package dev.breakwater.gateway;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import dev.breakwater.gateway.cancellation.Members;

/** Tells which members the cluster sees. One that died is out of its sight at once; whether it is dead, its silence has to say. */
final class Sight implements MembershipListener {
    private final Members members;

    Sight(Members members) {
        this.members = members;
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        members.found(event.getMember().getAddress().toString());
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        members.lost(event.getMember().getAddress().toString());
    }
}
