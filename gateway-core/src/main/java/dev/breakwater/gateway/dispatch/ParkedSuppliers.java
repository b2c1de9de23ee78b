package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Restraints;
import dev.breakwater.gateway.dispatch.Standing.Parked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which suppliers the gateway has parked. All members read the journal's word on it; this remembers what it said last. */
final class ParkedSuppliers {
    private static final Logger log = LoggerFactory.getLogger(ParkedSuppliers.class);

    private final Restraints restraints;
    private final InstantSource clock;
    /** Held while the journal is asked, so that an older word never replaces a newer one. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile Map<String, Parked> parked = Map.of();

    ParkedSuppliers(Restraints restraints, InstantSource clock) {
        this.restraints = restraints;
        this.clock = clock;
    }

    Optional<Parked> find(String supplier) {
        return Optional.ofNullable(parked.get(supplier));
    }

    void refresh() {
        asking.lock();
        try {
            Instant now = clock.instant();
            Map<String, Parked> latest = new HashMap<>();
            restraints
                    .parked()
                    .forEach(one -> latest.put(
                            one.supplier(), new Parked(one.since(), one.cause(), now.plus(one.untilProbe()))));
            parked = Map.copyOf(latest);
        } finally {
            asking.unlock();
        }
    }

    void park(String supplier, String cause, Duration untilProbe) {
        asking.lock();
        try {
            Instant now = clock.instant();
            Optional<Parked> before = find(supplier);
            Instant probe = now.plus(untilProbe);
            remember(
                    supplier,
                    new Parked(
                            before.map(Parked::since).orElse(now),
                            cause,
                            before.map(Parked::nextProbeAt)
                                    .filter(probe::isBefore)
                                    .orElse(probe)));
            if (before.isEmpty()) {
                log.warn("{} is parked: {}", supplier, cause);
            }
            restraints.park(supplier, cause, untilProbe);
        } catch (JournalUnavailable e) {
            log.warn("Only this member knows that {} is parked: {}", supplier, e.toString());
        } finally {
            asking.unlock();
        }
    }

    /** Asks for the one probe of the whole cluster; true: it is ours. */
    boolean claimProbe(String supplier, Duration interval) {
        if (!asking.tryLock()) {
            return false;
        }
        try {
            Optional<Parked> stands = find(supplier);
            Instant now = clock.instant();
            if (stands.isEmpty() || now.isBefore(stands.get().nextProbeAt())) {
                return false;
            }
            remember(supplier, new Parked(stands.get().since(), stands.get().cause(), now.plus(interval)));
            return restraints.claimProbe(supplier, interval);
        } catch (JournalUnavailable e) {
            log.debug("Nobody can be asked for the probe of {}: {}", supplier, e.toString());
            return false;
        } finally {
            asking.unlock();
        }
    }

    void unpark(String supplier) {
        asking.lock();
        try {
            Map<String, Parked> latest = new HashMap<>(parked);
            if (latest.remove(supplier) != null) {
                log.info("{} answers again", supplier);
            }
            parked = Map.copyOf(latest);
            restraints.unpark(supplier);
        } catch (JournalUnavailable e) {
            log.warn("Only this member knows that {} answers again: {}", supplier, e.toString());
        } finally {
            asking.unlock();
        }
    }

    private void remember(String supplier, Parked stands) {
        Map<String, Parked> latest = new HashMap<>(parked);
        latest.put(supplier, stands);
        parked = Map.copyOf(latest);
    }
}
