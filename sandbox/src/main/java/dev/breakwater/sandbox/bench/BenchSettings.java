package dev.breakwater.sandbox.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What is measured, and with what.
 *
 * @param home the folder that has {@code target/dist}, {@code routes} and {@code docs}
 * @param java the program that runs the subjects
 * @param gatewayFlags what the gateway's JVM is to be told
 * @param connections how many ask at the same time
 * @param warmUp how long each subject is warmed up at least
 * @param round how long each subject is measured at a time
 * @param rounds how often
 * @param pending how many cancellations wait where many do
 */
public record BenchSettings(
        Path home,
        String java,
        List<String> gatewayFlags,
        int connections,
        Duration warmUp,
        Duration round,
        int rounds,
        int pending) {

    public BenchSettings {
        home = home.toAbsolutePath().normalize();
        Objects.requireNonNull(java, "java");
        gatewayFlags = List.copyOf(gatewayFlags);
        requirePositive(connections, "connections");
        requirePositive(warmUp.toSeconds(), "the warm-up's seconds");
        requirePositive(round.toSeconds(), "a round's seconds");
        requirePositive(rounds, "rounds");
        requirePositive(pending, "pending");
    }

    /** 32 connections, 30 s of warm-up, 3 rounds of 10 s, a million pending. */
    public static BenchSettings of(Path home, String java, List<String> gatewayFlags) {
        return new BenchSettings(
                home, java, gatewayFlags, 32, Duration.ofSeconds(30), Duration.ofSeconds(10), 3, 1_000_000);
    }

    public BenchSettings withConnections(int number) {
        return new BenchSettings(home, java, gatewayFlags, number, warmUp, round, rounds, pending);
    }

    public BenchSettings withWarmUp(Duration time) {
        return new BenchSettings(home, java, gatewayFlags, connections, time, round, rounds, pending);
    }

    public BenchSettings withRound(Duration time) {
        return new BenchSettings(home, java, gatewayFlags, connections, warmUp, time, rounds, pending);
    }

    public BenchSettings withRounds(int number) {
        return new BenchSettings(home, java, gatewayFlags, connections, warmUp, round, number, pending);
    }

    public BenchSettings withPending(int number) {
        return new BenchSettings(home, java, gatewayFlags, connections, warmUp, round, rounds, number);
    }

    Path jar(String name) {
        return home.resolve("target/dist/breakwater-" + name + "-exec.jar");
    }

    private static void requirePositive(long number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + number);
        }
    }
}
