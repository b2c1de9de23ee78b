package dev.breakwater.gateway.cancellation;

import java.time.Instant;
import java.util.Map;

/**
 * One transition in the life of a cancellation.
 *
 * @param seq the version the cancellation got by it
 * @param actor {@code gateway}, {@code caller:ID}, {@code operator:ID} or {@code supplier:ID}
 * @param evidence what it rests on, in words for people
 */
public record Event(
        int seq, Instant at, String actor, Status status, StatusReason reason, Map<String, String> evidence) {}
