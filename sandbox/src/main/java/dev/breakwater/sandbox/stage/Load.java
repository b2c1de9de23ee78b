package dev.breakwater.sandbox.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders through the API, several at a time. */
public final class Load implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Load.class);
    private static final String CANCELLATIONS = "/v1/cancellations";
    private static final int AT_A_TIME = 16;
    private static final int WAIT = 5;

    private final Client client;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> rejected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Future<?>> sent = new CopyOnWriteArrayList<>();

    public Load(Client client) {
        this.client = client;
    }

    /** Sends an order as soon as it is its turn. */
    public void add(Order order) {
        sent.add(threads.submit(() -> send(order)));
    }

    public int size() {
        return sent.size();
    }

    public int answered() {
        return answered.get();
    }

    public boolean isDone() {
        return sent.stream().allMatch(Future::isDone);
    }

    /** Every 200 and 202, also those of repeated and duplicated orders. */
    public Collection<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    /** The orders that the gateway did not take, with its reasons. */
    public Collection<String> rejected() {
        return List.copyOf(rejected);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void send(Order order) {
        try {
            ObjectNode body = body(order);
            accept(order, body, order.key());
            if (order.repeated()) {
                accept(order, body, order.key());
            }
            if (order.duplicated()) {
                accept(order, body, order.key() + "-again");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            log.error("{} was not accepted", order.booking(), failure);
            rejected.add(order.booking() + ": " + failure.getMessage());
        } finally {
            answered.incrementAndGet();
        }
    }

    private void accept(Order order, ObjectNode body, String key) throws InterruptedException {
        String id = client.post(CANCELLATIONS, body, key, order.waits() ? WAIT : 0)
                .path("id")
                .asText();
        log.info("{} was accepted as {} with the key {}", order.booking(), id, key);
        accepted.add(Accepted.throughApi(order.booking(), id, key));
    }

    private ObjectNode body(Order order) throws InterruptedException {
        ObjectNode body =
                Client.object().put("supplier", order.booking().supplier().id()).put("reason", "EPIDEMIC");
        body.putObject("booking").put("reference", order.booking().reference());
        switch (order.guard()) {
            case ANY_PENALTY -> body.put("acceptAnyPenalty", true);
            case MAX_PENALTY ->
                body.putObject("maxPenalty")
                        .put("amount", order.booking().supplier().bearablePenalty())
                        .put("currency", order.booking().supplier().currency());
            case QUOTE ->
                body.put(
                        "quoteId",
                        client.post("/v1/quotes", body.deepCopy()).path("id").asText());
        }
        return body;
    }
}
