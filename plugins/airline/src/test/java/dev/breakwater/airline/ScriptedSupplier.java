package dev.breakwater.airline;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** An airline that answers what it was told to, in that order, and remembers what it was asked. */
final class ScriptedSupplier {
    private final Map<String, Deque<WireReply>> replies = new HashMap<>();
    private final List<WireRequest> asked = new ArrayList<>();

    ScriptedSupplier on(String path, int status, String body) {
        return on(path, status, Bytes.utf8(body));
    }

    ScriptedSupplier on(String path, int status, Bytes body) {
        replies.computeIfAbsent(path, ignored -> new ArrayDeque<>()).add(new WireReply(status, Map.of(), body));
        return this;
    }

    ScriptedSupplier on(String path, String body) {
        return on(path, 200, body);
    }

    /** Has the whole conversation, and holds the plugin to the rules of one. */
    <O> O converse(Step<O> first) {
        int before = asked.size();
        Step<O> step = first;
        while (step instanceof Step.Ask<O> ask) {
            step = ask.then().apply(answer(ask.request()));
        }
        List<RequestKind> kinds = asked.subList(before, asked.size()).stream()
                .map(WireRequest::kind)
                .toList();
        int commit = kinds.indexOf(RequestKind.COMMIT);
        if (commit >= 0
                && kinds.subList(commit + 1, kinds.size()).stream().anyMatch(kind -> kind != RequestKind.READ)) {
            throw new AssertionError("only reads may follow a commit: " + kinds);
        }
        return ((Step.Answer<O>) step).value();
    }

    private WireReply answer(WireRequest request) {
        SchemaOrder.check(request);
        asked.add(request);
        Deque<WireReply> waiting = replies.getOrDefault(request.path(), new ArrayDeque<>());
        if (waiting.isEmpty()) {
            throw new AssertionError("not expected: " + request.path() + " after " + paths());
        }
        return waiting.remove();
    }

    List<String> paths() {
        return asked.stream().map(WireRequest::path).toList();
    }

    WireRequest last() {
        return asked.get(asked.size() - 1);
    }

    String lastBody() {
        return last().body().text(UTF_8);
    }
}
