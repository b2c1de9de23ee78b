package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message that a supplier sent by itself, as HTTP POST. Everything in it is untrusted.
 *
 * @param headers names compare without case; of several with one name the first
 * @param body at most 1 MiB
 */
public record Push(Map<String, String> headers, Bytes body) {
    public Push {
        requireNonNull(body, "body");
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }
}
