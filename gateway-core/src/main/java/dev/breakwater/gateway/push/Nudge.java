package dev.breakwater.gateway.push;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change.Conclusion;
import dev.breakwater.gateway.cancellation.Change.Decide;
import dev.breakwater.plugin.Pushed.Notice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes an order due that waits for its supplier. How it stands is for the look-up to say. */
final class Nudge {
    private Nudge() {}

    static Decide of(Cancellation waiting, Notice notice) {
        Conclusion same = new Conclusion(
                waiting.status(),
                waiting.reason(),
                "supplier:" + waiting.supplier(),
                evidence(notice),
                waiting.progress(),
                0,
                Optional.of(Duration.ZERO));
        return new Decide(waiting, same, Optional.empty(), Optional.empty(), false);
    }

    private static Map<String, String> evidence(Notice notice) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("push", notice.id());
        evidence.put("supplierCode", notice.word().code());
        evidence.put("supplierText", notice.word().text());
        evidence.values().removeIf(String::isEmpty);
        return evidence;
    }
}
