package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a simulated supplier was asked to do and what it did. Commit <em>requests</em> and <em>effects</em> are counted
 * apart, so that a client that commits twice is seen even where the supplier refuses the second time.
 */
public final class EffectLog {

    /**
     * One commit request, whatever became of it.
     *
     * @param at by this machine's clock, whatever the supplier's own says
     * @param key its Idempotency-Key, null without one
     * @param bodySha256 64 hex digits over the body's bytes
     */
    public record Request(
            @JsonSerialize(using = ToStringSerializer.class) Instant at, String key, String bodySha256) {}

    /**
     * Everything about one booking.
     *
     * @param commitRequests commit requests received, also refused, lost and repeated ones
     * @param effects how often a cancellation has taken effect by now
     * @param distinctKeys how many different idempotency keys the requests bore
     */
    public record Entry(String reference, int commitRequests, int effects, int distinctKeys, List<Request> requests) {}

    private static final InstantSource WALL = InstantSource.system();

    private final InstantSource clock;
    private final ConcurrentNavigableMap<String, Page> pages = new ConcurrentSkipListMap<>();

    EffectLog(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** What is known about a booking; zeros when nothing is. */
    public Entry of(String reference) {
        String canonical = canonical(reference);
        return pages.getOrDefault(canonical, new Page()).entry(canonical, clock.instant());
    }

    /** Every booking that received a commit request, by reference. */
    public List<Entry> all() {
        Instant now = clock.instant();
        return pages.entrySet().stream()
                .map(page -> page.getValue().entry(page.getKey(), now))
                .toList();
    }

    void requested(String reference, String key, byte[] body) {
        page(reference).add(new Request(WALL.instant(), key, sha256(body)));
    }

    void tookEffect(String reference, Instant at) {
        page(reference).add(at);
    }

    /** References are compared without regard to case, as UUIDs are. */
    static String canonical(String reference) {
        return reference.toUpperCase(Locale.ROOT);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    private Page page(String reference) {
        return pages.computeIfAbsent(canonical(reference), unseen -> new Page());
    }

    private static final class Page {
        private final List<Request> requests = new ArrayList<>();
        private final List<Instant> effects = new ArrayList<>();

        synchronized void add(Request request) {
            requests.add(request);
        }

        synchronized void add(Instant effect) {
            effects.add(effect);
        }

        synchronized Entry entry(String reference, Instant now) {
            long happened = effects.stream().filter(at -> !at.isAfter(now)).count();
            long keys = requests.stream()
                    .map(Request::key)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            return new Entry(
                    reference,
                    requests.size(),
                    Math.toIntExact(happened),
                    Math.toIntExact(keys),
                    List.copyOf(requests));
        }
    }
}
