package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.drill.History.Cancellation;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.stage.Status;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of everything, in a few lines. */
record Summary(History history, Collection<String> rejected) {

    String text() {
        Map<Status, Long> states = history.cancellations().stream()
                .collect(Collectors.groupingBy(Cancellation::status, TreeMap::new, Collectors.counting()));
        int requests = history.effects().values().stream()
                .flatMap(Collection::stream)
                .mapToInt(EffectLog.Entry::commitRequests)
                .sum();
        int effects = history.effects().values().stream()
                .flatMap(Collection::stream)
                .mapToInt(EffectLog.Entry::effects)
                .sum();
        String refusals = rejected.stream().limit(3).collect(Collectors.joining("\n  ", "\n  ", ""));
        return """
                Clients    %d orders sent, %d times accepted, %d not accepted; %d files%s
                Journal    %s, %d intents
                Suppliers  %d commit requests, %d effects""".formatted(
                        history.clients().asked().size(),
                        history.clients().accepted().size(),
                        rejected.size(),
                        history.clients().files().size(),
                        rejected.isEmpty() ? "" : refusals,
                        states.entrySet().stream()
                                .map(state -> state.getValue() + " " + state.getKey())
                                .collect(Collectors.joining(", ")),
                        history.intents().size(),
                        requests,
                        effects);
    }
}
