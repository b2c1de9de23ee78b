package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Conversation.Clocks;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until they are told to go on. */
final class FakeTime implements TimeMeter {
    private static final Instant BEGIN = Instant.parse("2020-01-24T10:00:00Z");

    private long nanos;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    long nanos() {
        return nanos;
    }

    Instant now() {
        return BEGIN.plusNanos(nanos);
    }

    Clocks clocks() {
        return new Clocks(this::now, this::nanos);
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
