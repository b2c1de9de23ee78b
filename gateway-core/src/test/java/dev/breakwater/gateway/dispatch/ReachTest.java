package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(5)
final class ReachTest {
    private final AtomicLong time = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger asked = new AtomicInteger();
    private final Reach reach = new Reach(running::get, time::get);

    private Supplier<CompletionStage<String>> asking(CompletableFuture<String> answer) {
        return () -> {
            asked.incrementAndGet();
            return answer;
        };
    }

    private void pass(Duration some) {
        time.addAndGet(some.toNanos());
    }

    @Test
    void answersWhatTheClusterAnswers() {
        assertThat(reach.ask("a", asking(CompletableFuture.completedFuture("yes")), "no"))
                .isEqualTo("yes");
        assertThat(reach.isWell()).isTrue();
    }

    @Test
    void doesWithoutAnAnswerThatDoesNotCome() {
        assertThat(reach.ask("a", asking(new CompletableFuture<>()), "no")).isEqualTo("no");
        assertThat(reach.isWell()).isFalse();
    }

    @Test
    void waitsForTheFirstAnswerForLonger() {
        CompletableFuture<String> late = new CompletableFuture<>();

        reach.tread("a", asking(late.completeOnTimeout("yes", 4 * Reach.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)));

        assertThat(late).isCompletedWithValue("yes");
        assertThat(reach.isWell()).isTrue();
    }

    @Test
    void isNotWellWithoutAFirstAnswer() {
        reach.tread("a", asking(CompletableFuture.failedFuture(new IllegalStateException("x"))));

        assertThat(reach.isWell()).isFalse();
    }

    @Test
    void doesNotAskAgainBeforeASecondHasPassed() {
        reach.ask("a", asking(new CompletableFuture<>()), "no");
        reach.ask("a", asking(CompletableFuture.completedFuture("yes")), "no");
        assertThat(asked).hasValue(1);

        pass(Duration.ofMillis(1_001));
        assertThat(reach.ask("a", asking(CompletableFuture.completedFuture("yes")), "no"))
                .isEqualTo("yes");
        assertThat(reach.isWell()).isFalse();

        pass(Duration.ofSeconds(5));
        assertThat(reach.isWell()).isTrue();
    }

    @Test
    void doesWithoutAClusterThatFails() {
        assertThat(reach.ask("a", asking(CompletableFuture.failedFuture(new IllegalStateException("x"))), "no"))
                .isEqualTo("no");
        assertThat(reach.<String>look(
                        "b",
                        () -> {
                            throw new IllegalStateException("x");
                        },
                        "no"))
                .isEqualTo("no");
        assertThat(reach.isWell()).isFalse();
    }

    @Test
    void takesTheOtherWayWhenAMessageDoesNotArrive() {
        AtomicInteger otherwise = new AtomicInteger();
        CompletableFuture<String> hanging = new CompletableFuture<>();

        reach.tell("a", () -> hanging, otherwise::incrementAndGet);
        assertThat(otherwise).hasValue(0);
        hanging.completeExceptionally(new IllegalStateException("x"));
        assertThat(otherwise).hasValue(1);
        reach.tell("a", () -> hanging, otherwise::incrementAndGet);
        assertThat(otherwise).hasValue(2);
    }

    @Test
    void whoHasLeftDoesNotLook() {
        running.set(false);

        assertThat(reach.look("a", () -> "yes", "no")).isEqualTo("no");
        assertThat(reach.isWell()).isFalse();
    }
}
