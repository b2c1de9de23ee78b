package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.plugin.WireRequest;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * The transport of one supplier, the same for as long as it is configured. While its route is changed, calls under way end on
 * the old one and new calls wait for the new one.
 */
final class CamelTransport implements Transport {
    private static final int UNAUTHORIZED = 401;
    private static final long LONGEST_WAIT_MILLIS = 15_000;

    private final ReadWriteLock traffic = new ReentrantReadWriteLock();
    private Road road;

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
    public Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        requireNonNull(request, "request");
        requireNonNull(mayLeave, "mayLeave");
        if (!enter()) {
            return new Delivery.NotSent("the supplier's configuration is being changed");
        }
        try {
            return road == null ? new Delivery.NotSent("the supplier is closed") : send(road, request, mayLeave);
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

    private static Delivery send(Road road, WireRequest request, BooleanSupplier mayLeave) {
        Optional<Header> authentication;
        try {
            authentication = road.credentials().header();
        } catch (CredentialsException none) {
            return Delivery.NotSent.unreachable(none.getMessage());
        }
        Delivery delivery = road.route().send(request, authentication, mayLeave);
        if (delivery instanceof Delivery.Answered answered && answered.reply().status() == UNAUTHORIZED) {
            return refused(road, request, mayLeave, authentication, answered);
        }
        return delivery;
    }

    private static Delivery refused(
            Road road,
            WireRequest request,
            BooleanSupplier mayLeave,
            Optional<Header> authentication,
            Delivery.Answered refusal) {
        if (!road.credentials().renew(authentication)) {
            return refusal;
        }
        Delivery.Answered renewed = new Delivery.Answered(refusal.reply(), true);
        if (request.kind().mayCommit()) {
            return renewed;
        }
        try {
            return road.route().send(request, road.credentials().header(), mayLeave);
        } catch (CredentialsException none) {
            return renewed;
        }
    }
}
