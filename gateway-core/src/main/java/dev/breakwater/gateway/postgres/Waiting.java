package dev.breakwater.gateway.postgres;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One submitted operation, the keys it touches (sorted) and the future its submitter holds. */
record Waiting<O, R>(O operation, List<String> keys, CompletableFuture<R> future) implements Comparable<Waiting<O, R>> {

    static <O, R> Waiting<O, R> of(O operation, Collection<String> keys) {
        List<String> sorted = keys.size() < 2
                ? List.copyOf(keys)
                : keys.stream().distinct().sorted().toList();
        return new Waiting<>(operation, sorted, new CompletableFuture<>());
    }

    /** By key, so that transactions of several gateways lock the same rows in the same order. */
    @Override
    public int compareTo(Waiting<O, R> other) {
        int shared = Math.min(keys.size(), other.keys.size());
        for (int index = 0; index < shared; index++) {
            int order = keys.get(index).compareTo(other.keys.get(index));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(keys.size(), other.keys.size());
    }
}
