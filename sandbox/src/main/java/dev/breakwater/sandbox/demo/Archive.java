package dev.breakwater.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.breakwater.sandbox.demo.History.Commit;
import dev.breakwater.sandbox.demo.History.Outcome;
import dev.breakwater.sandbox.simulator.Supplier;
import dev.breakwater.sandbox.stage.Booking;
import dev.breakwater.sandbox.stage.Client;
import dev.breakwater.sandbox.stage.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the gateway says became of all its cancellations, as an operator reads it from the API. */
final class Archive {

    private static final String CANCELLATIONS = "/v1/cancellations";

    private final Client operator;

    Archive(Client operator) {
        this.operator = operator;
    }

    /**
     * How far it is.
     *
     * @param accepted how many cancellations there are
     * @param settled how many of them have ended or need a person
     * @param reviews the ids of those that need a person
     */
    record Progress(int accepted, int settled, Set<String> reviews) {}

    Progress progress() throws InterruptedException {
        List<JsonNode> all = all();
        long settled = all.stream().filter(one -> status(one).isSettled()).count();
        Set<String> reviews = all.stream()
                .filter(one -> status(one) == Status.NEEDS_REVIEW)
                .map(one -> one.path("id").asText())
                .collect(Collectors.toSet());
        return new Progress(all.size(), Math.toIntExact(settled), reviews);
    }

    /** Everything, with the evidence. */
    List<Outcome> outcomes() throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (JsonNode one : all()) {
            outcomes.add(outcome(one));
        }
        return outcomes;
    }

    private List<JsonNode> all() throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = operator.get(CANCELLATIONS + "?limit=200" + cursor);
            page.path("items").forEach(all::add);
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private Outcome outcome(JsonNode one) throws InterruptedException {
        String id = one.path("id").asText();
        JsonNode timeline = operator.get(CANCELLATIONS + "/" + id + "/events");
        return new Outcome(
                id,
                new Booking(
                        Supplier.of(one.path("supplier").asText()),
                        one.path("booking").path("reference").asText()),
                status(one),
                one.path("statusReason").asText(),
                stream(timeline.path("items")).anyMatch(event -> status(event) == Status.IN_DOUBT),
                stream(timeline.path("exchanges"))
                        .filter(exchange -> exchange.path("kind").asText().endsWith("COMMIT"))
                        .map(Archive::commit)
                        .toList());
    }

    private static Commit commit(JsonNode exchange) {
        JsonNode status = exchange.path("status");
        return new Commit(
                Instant.parse(exchange.path("sentAt").asText()),
                exchange.path("delivery").asText(),
                status.isInt() ? Optional.of(status.intValue()) : Optional.empty());
    }

    private static Status status(JsonNode node) {
        return Status.valueOf(node.path("status").asText());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
