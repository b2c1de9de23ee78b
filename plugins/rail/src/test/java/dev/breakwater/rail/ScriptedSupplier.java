package dev.breakwater.rail;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A supplier that answers what it was told to, in that order, and remembers what it was asked. */
final class ScriptedSupplier {
    private final Map<String, Deque<WireReply>> replies = new HashMap<>();
    private final List<WireRequest> asked = new ArrayList<>();

    /** @param line method and path, such as {@code GET /bookings/BK-7731?embed=ALL} */
    ScriptedSupplier on(String line, int status, String body) {
        replies.computeIfAbsent(line, ignored -> new ArrayDeque<>())
                .add(new WireReply(status, Map.of(), Bytes.utf8(body)));
        return this;
    }

    ScriptedSupplier on(String line, int status) {
        return on(line, status, "");
    }

    /** Has the whole conversation. Every request must follow the standard, where the standard is at hand. */
    <O> O converse(Step<O> first) {
        long before = commits();
        Step<O> step = first;
        while (step instanceof Step.Ask<O> ask) {
            step = ask.then().apply(answer(ask.request()));
        }
        if (commits() - before > 1) {
            throw new AssertionError("more than one commit in a conversation: " + lines());
        }
        return ((Step.Answer<O>) step).value();
    }

    private WireReply answer(WireRequest request) {
        OsdmSpecification.ifAtHand().ifPresent(specification -> specification.check(request));
        asked.add(request);
        Deque<WireReply> waiting = replies.getOrDefault(line(request), new ArrayDeque<>());
        if (waiting.isEmpty()) {
            throw new AssertionError("not expected: " + line(request) + " after " + lines());
        }
        return waiting.remove();
    }

    List<WireRequest> asked() {
        return List.copyOf(asked);
    }

    WireRequest last() {
        return asked.get(asked.size() - 1);
    }

    List<String> lines() {
        return asked.stream().map(ScriptedSupplier::line).toList();
    }

    long commits() {
        return asked.stream()
                .filter(request -> request.kind() == RequestKind.COMMIT)
                .count();
    }

    private static String line(WireRequest request) {
        return request.method() + " " + request.path();
    }
}
