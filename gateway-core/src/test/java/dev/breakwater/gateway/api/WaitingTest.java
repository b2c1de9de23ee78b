package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.api.Waiting.Awaited;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

@ExtendWith(ApiWorld.Extension.class)
class WaitingTest {
    private static final Caller READER = new Caller("web", Caller.Role.CALLER);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private Client web;
    private Client ops;
    private Journal journal;
    private Waiting withoutThreads;
    private Cancellation waits;

    @BeforeEach
    void orderAtAPausedSupplier(ApiWorld world) {
        web = world.as(dev.breakwater.sandbox.Caller.WEB);
        ops = world.as(dev.breakwater.sandbox.Caller.OPS);
        journal = world.gateway().bean(Journal.class);
        withoutThreads = new Waiting(journal, () -> true, 0);
        ops.put("/v1/pauses/suppliers/glass-tower", "{\"reason\": \"to wait\"}");
        waits = find(web.order(order("glass-tower", reference("OK"))).at("/id"));
    }

    @AfterEach
    void resume() {
        ops.delete("/v1/pauses/suppliers/glass-tower");
        withoutThreads.close();
    }

    private Cancellation find(String id) {
        return journal.find(UUID.fromString(id)).orElseThrow();
    }

    private static ResponseEntity<CancellationView> show(Cancellation stands) {
        return ResponseEntity.ok(CancellationViews.of(stands, Optional.empty(), READER));
    }

    private static Status statusIn(Object answer) {
        Object value = answer instanceof DeferredResult<?> later ? later.getResult() : answer;
        return value instanceof ResponseEntity<?> entity && entity.getBody() instanceof CancellationView view
                ? view.status()
                : null;
    }

    @Test
    void whenNoThreadIsLeftToWaitInTheAnswerComesLater() {
        CompletableFuture<Cancellation> end = new CompletableFuture<>();

        Object answer = withoutThreads.answer(new Awaited(waits, end, () -> {}), LONG, WaitingTest::show);

        assertThat(answer).isInstanceOf(DeferredResult.class);
        assertThat(statusIn(answer)).isNull();
        end.complete(waits);
        await().untilAsserted(() -> assertThat(statusIn(answer)).isEqualTo(waits.status()));
    }

    @Test
    void whenTheTimeIsUpTheAnswerTellsHowItStandsNow() {
        Awaited awaited = new Awaited(waits, new CompletableFuture<>(), () -> {});
        web.post("/v1/cancellations/" + waits.id() + "/withdraw");

        Object later = withoutThreads.answer(awaited, SHORT, WaitingTest::show);

        await().untilAsserted(() -> assertThat(statusIn(later)).isEqualTo(Status.WITHDRAWN));
        try (Waiting inThreads = new Waiting(journal, () -> true)) {
            assertThat(statusIn(inThreads.answer(awaited, SHORT, WaitingTest::show)))
                    .isEqualTo(Status.WITHDRAWN);
        }
    }

    @Test
    void theEndIsSeenInTheJournalWhoeverWroteIt() {
        Object answer = withoutThreads.answer(withoutThreads.byLooking(waits), LONG, WaitingTest::show);
        assertThat(statusIn(answer)).isNull();

        web.post("/v1/cancellations/" + waits.id() + "/withdraw");

        await().untilAsserted(() -> assertThat(statusIn(answer)).isEqualTo(Status.WITHDRAWN));
    }

    @Test
    void whatNobodyWaitsForIsForgotten() {
        CompletableFuture<String> forgotten = new CompletableFuture<>();
        Awaited awaited = new Awaited(waits, new CompletableFuture<>(), () -> forgotten.complete("forgotten"));

        try (Waiting inThreads = new Waiting(journal, () -> true)) {
            inThreads.answer(awaited, SHORT, WaitingTest::show);
        }

        assertThat(forgotten).isCompleted();
    }
}
