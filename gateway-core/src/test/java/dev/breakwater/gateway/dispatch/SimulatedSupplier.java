package dev.breakwater.gateway.dispatch;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The other side of the wire: bookings of several units, and what really happened to them. */
final class SimulatedSupplier {
    private static final Duration PROCESSING = Duration.ofMinutes(3);

    private final Kernel kernel;
    private final Temper temper;
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, WireReply> replies = new HashMap<>();
    private final Map<String, Instant> pending = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();

    /**
     * A cancellation that took place.
     *
     * @param key the key of the commit; {@code others} if it was not ours
     */
    record Effect(String booking, String unit, String key, Instant at) {
        boolean isOurs() {
            return !key.equals("others");
        }

        boolean concerns(String otherBooking, String otherUnit) {
            return booking.equals(otherBooking)
                    && (unit.equals(otherUnit) || unit.equals("whole") || otherUnit.equals("whole"));
        }
    }

    SimulatedSupplier(Kernel kernel, Temper temper) {
        this.kernel = kernel;
        this.temper = temper;
    }

    List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** Answers what has arrived. */
    WireReply handle(WireRequest request) {
        String[] path = request.path().split("/");
        String key = request.headers().getOrDefault(SimulatedProtocol.KEY, "");
        if (kernel.chance(temper.busy())) {
            return new WireReply(200, Map.of("Retry-After", "2"), Bytes.utf8("BUSY"));
        }
        return switch (path[1]) {
            case "prepare" -> reply("OK");
            case "look" -> look(path[2], path[3]);
            case "quote" -> quote(path[2], key);
            case "cancel" -> once(path[2], path[3], key);
            default -> throw new IllegalArgumentException(request.path());
        };
    }

    private WireReply quote(String booking, String key) {
        if (temper.style() == SimulatedProtocol.Style.QUOTE_MAY_COMMIT && kernel.chance(temper.failing())) {
            SimulatedProtocol.UNITS.stream()
                    .filter(unit -> !refused.contains(booking + "/" + unit))
                    .filter(unit -> effects.stream().noneMatch(effect -> effect.concerns(booking, unit)))
                    .forEach(unit -> effect(booking, unit, key));
            return reply("DONE ALREADY");
        }
        return reply("OFFER " + kernel.random().nextInt(1_000));
    }

    private WireReply once(String booking, String unit, String key) {
        if (temper.idempotent() && replies.containsKey(key)) {
            return replies.get(key);
        }
        WireReply reply = cancel(booking, unit, key);
        replies.put(key, reply);
        return kernel.chance(temper.failing()) ? new WireReply(500, Map.of(), Bytes.EMPTY) : reply;
    }

    private WireReply cancel(String booking, String unit, String key) {
        boolean cancelled = effects.stream()
                .anyMatch(effect -> effect.concerns(booking, unit) && !(temper.repeats() && effect.isOurs()));
        if (cancelled) {
            return reply("REFUSED ALREADY_CANCELLED");
        }
        if (refused.contains(booking + "/" + unit) || kernel.chance(temper.refusing())) {
            refused.add(booking + "/" + unit);
            return reply("REFUSED TOO_LATE");
        }
        if (kernel.chance(temper.later())) {
            finishLater(booking, unit, key);
            return reply("PENDING");
        }
        effect(booking, unit, key);
        return reply("CANCELLED " + key + " " + kernel.now());
    }

    private void finishLater(String booking, String unit, String key) {
        boolean done = !kernel.chance(temper.refusing());
        Duration wait = kernel.upTo(PROCESSING);
        pending.put(booking + "/" + unit, kernel.now());
        kernel.after(wait, () -> {
            pending.remove(booking + "/" + unit);
            if (done) {
                effect(booking, unit, key);
            }
        });
    }

    /** Somebody else cancels a booking, unless it is cancelled. */
    void cancelledByOthers(String booking) {
        if (effects.stream().noneMatch(effect -> effect.booking().equals(booking))
                && pending.keySet().stream().noneMatch(unit -> unit.startsWith(booking + "/"))) {
            effect(booking, "whole", "others");
        }
    }

    private void effect(String booking, String unit, String key) {
        effects.add(new Effect(booking, unit, key, kernel.now()));
        kernel.note("effect", () -> booking + "/" + unit + " by " + key);
    }

    private WireReply look(String booking, String unit) {
        Instant asOf = kernel.now().minus(kernel.upTo(temper.lag()));
        for (Effect effect : effects) {
            if (effect.concerns(booking, unit) && !effect.at().isAfter(asOf)) {
                return reply("CANCELLED " + effect.key() + " " + effect.at());
            }
        }
        Instant since = pending.get(booking + "/" + unit);
        if (since != null && !since.isAfter(asOf)) {
            return reply("PENDING");
        }
        return !temper.lag().isZero() && kernel.chance(0.2) ? reply("UNKNOWN") : reply("ACTIVE");
    }

    private static WireReply reply(String text) {
        return new WireReply(200, Map.of(), Bytes.utf8(text));
    }
}
