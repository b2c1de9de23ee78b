package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.supplier.Seal.Sealed;
import dev.breakwater.plugin.WireRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The transport of one supplier, the same for as long as it is configured. While its route is changed, calls under way end on
 * the old one and new calls wait for the new one.
 */
final class CamelTransport implements Way {
    private static final int UNAUTHORIZED = 401;
    private static final long LONGEST_WAIT_MILLIS = 15_000;

    private final ReadWriteLock traffic = new ReentrantReadWriteLock();
    private final InstantSource clock;
    private Road road;

    /** @param clock tells what requests are signed with */
    CamelTransport(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /** A route and what opens its gates, which may have a route of its own. */
    record Road(SupplierRoute route, Credentials credentials, Optional<SupplierRoute> tokens) {
        Road {
            requireNonNull(route, "route");
            requireNonNull(credentials, "credentials");
            requireNonNull(tokens, "tokens");
        }

        void close() {
            route.close();
            tokens.ifPresent(SupplierRoute::close);
        }
    }

    /** Builds one road in the place of another, at a moment when nobody is on it. */
    interface Works {
        /** @return the new road; empty: the supplier is closed */
        Optional<Road> change(Optional<Road> old);
    }

    /** Waits until all calls under way have ended. */
    void change(Works works) {
        traffic.writeLock().lock();
        try {
            Optional<Road> old = Optional.ofNullable(road);
            road = null;
            road = works.change(old).orElse(null);
        } finally {
            traffic.writeLock().unlock();
        }
    }

    @Override
    public Delivery send(WireRequest request, Seal seal, BooleanSupplier mayLeave) {
        requireNonNull(request, "request");
        requireNonNull(seal, "seal");
        requireNonNull(mayLeave, "mayLeave");
        if (!enter()) {
            return new Delivery.NotSent("the supplier's configuration is being changed");
        }
        try {
            return road == null ? new Delivery.NotSent("the supplier is closed") : send(road, request, seal, mayLeave);
        } finally {
            traffic.readLock().unlock();
        }
    }

    private boolean enter() {
        try {
            return traffic.readLock().tryLock(LONGEST_WAIT_MILLIS, MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Delivery send(Road road, WireRequest request, Seal seal, BooleanSupplier mayLeave) {
        Optional<Header> authentication;
        Sealed sealed;
        try {
            authentication = road.credentials().header();
            sealed = seal.seal(request, clock.instant());
        } catch (StayedException stays) {
            return new Delivery.NotSent(stays.getMessage());
        } catch (CredentialsException none) {
            return Delivery.NotSent.unreachable(none.getMessage());
        }
        Delivery delivery = send(road, sealed, authentication, mayLeave);
        if (delivery instanceof Delivery.Answered answered && answered.reply().status() == UNAUTHORIZED) {
            return refused(road, sealed, mayLeave, authentication, answered);
        }
        return delivery;
    }

    private static Delivery refused(
            Road road,
            Sealed sealed,
            BooleanSupplier mayLeave,
            Optional<Header> authentication,
            Delivery.Answered refusal) {
        if (!road.credentials().renew(authentication)) {
            return refusal;
        }
        Delivery.Answered renewed = new Delivery.Answered(refusal.reply(), true);
        if (sealed.request().kind().mayCommit()) {
            return renewed;
        }
        try {
            return send(road, sealed, road.credentials().header(), mayLeave);
        } catch (CredentialsException none) {
            return renewed;
        }
    }

    private static Delivery send(Road road, Sealed sealed, Optional<Header> authentication, BooleanSupplier mayLeave) {
        List<Header> added = Stream.concat(authentication.stream(), sealed.headers().stream())
                .toList();
        return road.route().send(sealed.request(), added, mayLeave);
    }
}
