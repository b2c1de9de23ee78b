package dev.breakwater.gateway.dispatch;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one member has to do for one supplier: those that wait, in the order they came, and those that run.
 * Guarded by itself.
 */
final class Line {
    /** More than this is not kept in memory; the journal has the rest. */
    static final int LONGEST = 500;

    private final Set<UUID> waiting = new LinkedHashSet<>();
    private final Set<UUID> running = new HashSet<>();

    /** Adds one, unless it is here already or the line is full. */
    synchronized boolean join(UUID id) {
        return waiting.size() < LONGEST && !running.contains(id) && waiting.add(id);
    }

    /** Lets the next one run, if there is one. */
    synchronized Optional<UUID> next() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Iterator<UUID> first = waiting.iterator();
        UUID id = first.next();
        first.remove();
        running.add(id);
        return Optional.of(id);
    }

    /** Lets one run that did not wait here, unless somebody waits. */
    synchronized boolean enter(UUID id) {
        return waiting.isEmpty() && running.add(id);
    }

    /** It runs no more; false if it did not. */
    synchronized boolean leave(UUID id) {
        return running.remove(id);
    }

    /** Gives up those that wait: another member sees to them now. */
    synchronized void forget() {
        waiting.clear();
    }

    /** How many more may wait. */
    synchronized int room() {
        return LONGEST - waiting.size();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized int running() {
        return running.size();
    }
}
