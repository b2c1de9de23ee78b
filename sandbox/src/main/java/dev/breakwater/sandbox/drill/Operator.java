package dev.breakwater.sandbox.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Client;
import dev.breakwater.sandbox.stage.StageException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever asks the suppliers what the gateway could not find out, and tells it: sends again once, then gives up. */
final class Operator {

    private static final Logger log = LoggerFactory.getLogger(Operator.class);

    private final Client gateways;
    private final Function<Booking, EffectLog.Entry> suppliers;
    private final Set<String> sentAgain = new HashSet<>();
    private int decisions;

    Operator(Client gateways, Function<Booking, EffectLog.Entry> suppliers) {
        this.gateways = gateways;
        this.suppliers = suppliers;
    }

    /** How often something was settled. */
    int decisions() {
        return decisions;
    }

    /** @param reviews what needs a person, by id */
    void settle(Map<String, Booking> reviews) throws InterruptedException {
        for (Map.Entry<String, Booking> review : reviews.entrySet()) {
            resolve(review.getKey(), suppliers.apply(review.getValue()));
        }
    }

    private void resolve(String id, EffectLog.Entry found) throws InterruptedException {
        boolean done = found.effects() > 0;
        boolean again = !done && !sentAgain.contains(id);
        String decision = again ? "NOT_DONE_SEND_AGAIN" : "NOT_DONE_GIVE_UP";
        ObjectNode body = Client.object()
                .put("decision", done ? "DONE_AT_SUPPLIER" : decision)
                .put("reason", "drill")
                .put("evidence", found.commitRequests() + " commit requests, " + found.effects() + " effects");
        try {
            gateways.post("/v1/cancellations/" + id + "/resolution", body);
            decisions++;
            if (again) {
                sentAgain.add(id);
            }
        } catch (StageException notNow) {
            log.info("{} is not settled yet: {}", id, notNow.getMessage());
        }
    }
}
