package dev.breakwater.gateway.cancellation;

import java.time.Duration;

/**
 * Who runs a cancellation, and for how long before another may take over, by the database's clock.
 *
 * @param owner the member and its incarnation
 */
public record Claim(String owner, Duration lease) {}
