package dev.breakwater.sandbox.stage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of 127.0.0.1. */
public final class Ports {
    // Systems hand out ports from 32768 (Linux) or 49152 (the others) on, to servers that take any and to outgoing
    // connections. Below, a port stays free until its server starts, and while it is down.
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    /** Each process begins elsewhere, so that two that start at a time seldom choose the same. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * A port for a server that starts later or comes back: nobody is given it unasked, and this process is told it once.
     *
     * @throws IOException if none is free
     */
    public static int anyFree() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("No port of 127.0.0.1 from %d to %d is free".formatted(FIRST, FIRST + COUNT - 1));
    }
}
