package dev.breakwater.gateway.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What waits for a batch, in order of arrival. Any thread adds; only the worker takes. */
final class WaitingLine<O, R> {
    private final int capacity;
    private final int largestBatch;
    private final AtomicInteger size = new AtomicInteger();
    private final Queue<Waiting<O, R>> arrived = new ConcurrentLinkedQueue<>();

    /** Looked at by the worker already and put off because an earlier operation on one of its keys goes first. */
    private final List<Waiting<O, R>> putOff = new LinkedList<>();

    WaitingLine(int capacity, int largestBatch) {
        this.capacity = capacity;
        this.largestBatch = largestBatch;
    }

    /** False when the line is full. */
    boolean add(Waiting<O, R> waiting) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return false;
        }
        arrived.add(waiting);
        return true;
    }

    /** Takes back one that the worker has not looked at yet; false when it has. */
    boolean remove(Waiting<O, R> waiting) {
        if (arrived.remove(waiting)) {
            size.decrementAndGet();
            return true;
        }
        return false;
    }

    int size() {
        return size.get();
    }

    boolean isEmpty() {
        return arrived.isEmpty() && putOff.isEmpty();
    }

    /**
     * The next batch, sorted by key. No two of its operations share a key, and none overtakes an earlier one it shares a
     * key with.
     */
    List<Waiting<O, R>> takeBatch() {
        List<Waiting<O, R>> batch = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Iterator<Waiting<O, R>> earlier = putOff.iterator(); earlier.hasNext() && batch.size() < largestBatch; ) {
            Waiting<O, R> waiting = earlier.next();
            if (claim(waiting.keys(), keys)) {
                batch.add(waiting);
                earlier.remove();
            }
        }
        // Bounds the work per batch when most of the line waits for one busy key.
        int mayBePutOff = 4 * largestBatch - putOff.size();
        while (batch.size() < largestBatch && mayBePutOff > 0) {
            Waiting<O, R> waiting = arrived.poll();
            if (waiting == null) {
                break;
            }
            if (claim(waiting.keys(), keys)) {
                batch.add(waiting);
            } else {
                putOff.add(waiting);
                mayBePutOff--;
            }
        }
        size.addAndGet(-batch.size());
        Collections.sort(batch);
        return batch;
    }

    /** Everything that waits, in order of arrival. */
    List<Waiting<O, R>> takeAll() {
        List<Waiting<O, R>> all = new ArrayList<>(putOff);
        putOff.clear();
        for (Waiting<O, R> next = arrived.poll(); next != null; next = arrived.poll()) {
            all.add(next);
        }
        size.addAndGet(-all.size());
        return all;
    }

    /** Keys of an operation that has to wait count as taken too: later ones queue up behind it. */
    private static boolean claim(List<String> wanted, Set<String> taken) {
        boolean free = true;
        for (String key : wanted) {
            free &= taken.add(key);
        }
        return free;
    }
}
