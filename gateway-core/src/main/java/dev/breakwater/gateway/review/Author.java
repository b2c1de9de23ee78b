package dev.breakwater.gateway.review;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Who decides.
 *
 * @param actor {@code caller:ID} or {@code operator:ID}
 * @param bulk the bulk it is part of, if it is
 */
public record Author(String actor, Optional<UUID> bulk) {
    public Author {
        requireNonNull(actor, "actor");
        requireNonNull(bulk, "bulk");
    }

    /** Somebody who decides about one. */
    public static Author of(String actor) {
        return new Author(actor, Optional.empty());
    }

    /** What the audited event rests on. */
    Map<String, String> evidence(Decision decision) {
        Map<String, String> evidence = new TreeMap<>(decision.words());
        bulk.ifPresent(id -> evidence.put("bulk", id.toString()));
        return evidence;
    }
}
