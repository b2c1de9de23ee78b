package dev.breakwater.gateway.dispatch;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one member has to do for one supplier: those that wait for a place, in the order they came, and those that have one.
 * Guarded by itself.
 */
final class Line {
    /** More than this is not kept in memory; the journal has the rest. */
    static final int LONGEST = 500;

    private final Set<UUID> waiting = new LinkedHashSet<>();
    private final Set<UUID> running = new HashSet<>();
    private int places;
    private boolean waitsForQuota;

    /** Adds one, unless it is here already or the line is full. */
    synchronized boolean join(UUID id) {
        return waiting.size() < LONGEST && !running.contains(id) && waiting.add(id);
    }

    /** Lets the next one have a place, if there is one of so many. */
    synchronized Optional<UUID> next(int allPlaces) {
        if (waiting.isEmpty() || places >= allPlaces) {
            return Optional.empty();
        }
        Iterator<UUID> first = waiting.iterator();
        UUID id = first.next();
        first.remove();
        running.add(id);
        places++;
        return Optional.of(id);
    }

    /** Takes a place for one that did not wait here. */
    synchronized boolean enter(UUID id, int allPlaces) {
        if (places >= allPlaces || !waiting.isEmpty() || !running.add(id)) {
            return false;
        }
        places++;
        return true;
    }

    /** Gives a place back. */
    synchronized void leave(UUID id) {
        if (running.remove(id)) {
            places--;
        }
    }

    /** Whether it is now that the line begins to wait for quota: only who is told so sees to it. */
    synchronized boolean waitForQuota() {
        boolean begins = !waitsForQuota;
        waitsForQuota = true;
        return begins;
    }

    synchronized void quotaCame() {
        waitsForQuota = false;
    }

    /** How many more may wait. */
    synchronized int room() {
        return LONGEST - waiting.size();
    }

    /** Whether nobody waits, or nobody can have a place of so many. */
    synchronized boolean isIdle(int allPlaces) {
        return waiting.isEmpty() || places >= allPlaces;
    }

    synchronized int running() {
        return running.size();
    }
}
