package dev.breakwater.touroperator;

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

/** A supplier that answers what it was told to, verb by verb in that order, and remembers what it was asked. */
final class ScriptedSupplier {
    static final String READ = "read";

    private final Map<String, Deque<WireReply>> replies = new HashMap<>();
    private final List<WireRequest> asked = new ArrayList<>();

    /**
     * @param verb the {@code CancelType}, or {@link #READ}
     * @param body where it says {@code ECHO} it gets the request's token
     */
    ScriptedSupplier on(String verb, int status, String body) {
        replies.computeIfAbsent(verb, ignored -> new ArrayDeque<>())
                .add(new WireReply(status, Map.of(), Bytes.utf8(body)));
        return this;
    }

    ScriptedSupplier on(String verb, String body) {
        return on(verb, 200, body);
    }

    /** Has the whole conversation. Every request must be valid, where the schemas are at hand. */
    <O> O converse(Step<O> first) {
        long before = commits();
        Step<O> step = first;
        while (step instanceof Step.Ask<O> ask) {
            step = ask.then().apply(answer(ask.request()));
        }
        if (commits() - before > 1) {
            throw new AssertionError("more than one commit in a conversation: " + verbs());
        }
        return ((Step.Answer<O>) step).value();
    }

    private WireReply answer(WireRequest request) {
        OtaSchemas.ifAtHand().ifPresent(schemas -> schemas.check(request));
        asked.add(request);
        Deque<WireReply> waiting = replies.getOrDefault(verb(request), new ArrayDeque<>());
        if (waiting.isEmpty()) {
            throw new AssertionError("not expected: " + verbs());
        }
        WireReply reply = waiting.remove();
        String echo = message(request).attribute("EchoToken").orElseThrow();
        return new WireReply(
                reply.status(), reply.headers(), Bytes.utf8(reply.text().replace("ECHO", echo)));
    }

    List<WireRequest> asked() {
        return List.copyOf(asked);
    }

    WireRequest last() {
        return asked.get(asked.size() - 1);
    }

    /** What was asked, in order: verbs, or {@link #READ}. */
    List<String> verbs() {
        return asked.stream().map(ScriptedSupplier::verb).toList();
    }

    static Xml message(WireRequest request) {
        Xml root = Xml.parse(request.body()).orElseThrow();
        return root.name().equals("Envelope")
                ? root.at("Body").orElseThrow().children().get(0)
                : root;
    }

    private long commits() {
        return asked.stream()
                .filter(request -> request.kind() == RequestKind.COMMIT || request.kind() == RequestKind.MAY_COMMIT)
                .count();
    }

    private static String verb(WireRequest request) {
        return message(request).attribute("CancelType").orElse(READ);
    }
}
