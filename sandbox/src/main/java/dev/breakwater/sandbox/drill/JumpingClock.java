package dev.breakwater.sandbox.drill;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is set forward and back. */
final class JumpingClock implements InstantSource {

    private final AtomicLong offset = new AtomicLong();

    void jump(Duration by) {
        offset.addAndGet(by.toMillis());
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plusMillis(offset.get());
    }
}
