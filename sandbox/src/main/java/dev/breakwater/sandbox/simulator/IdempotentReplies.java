package dev.breakwater.sandbox.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers what was answered to a state-changing request with an Idempotency-Key: the same key and request get the
 * identical answer again, the same key on another request is refused. What changed nothing is not remembered. Callers
 * hold the monitor of the booking they act on.
 */
final class IdempotentReplies {

    private record Answered(String request, Reply reply) {}

    private final Map<String, Answered> answers = new ConcurrentHashMap<>();

    Reply once(Call call, Supplier<Reply> action) {
        return call.header("Idempotency-Key")
                .map(key -> once(key, fingerprint(call), action))
                .orElseGet(action);
    }

    private Reply once(String key, String request, Supplier<Reply> action) {
        Answered earlier = answers.get(key);
        if (earlier == null) {
            Reply reply = action.get();
            if (reply.status() < 300) {
                answers.put(key, new Answered(request, reply.delivered(Delivery.PROMPT)));
            }
            return reply;
        }
        return earlier.request().equals(request)
                ? earlier.reply()
                : OsdmProtocol.problem(422, "X_IDEMPOTENCY_KEY_REUSED", "The key belongs to another request");
    }

    private static String fingerprint(Call call) {
        return call.method() + " " + call.path() + " " + EffectLog.sha256(call.body());
    }
}
