package dev.breakwater.sandbox.bench;

import dev.breakwater.sandbox.bench.MessageReader.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A closed loop: so many connections, each asking again as soon as it has its answer, each time for another booking. */
final class LoadGenerator {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;
    private static final int PATIENCE_MILLIS = 30_000;

    private final int connections;

    LoadGenerator(int connections) {
        this.connections = connections;
    }

    /**
     * What came of it.
     *
     * @param took from the first request to the last answer
     * @param micros how long each request took, in microseconds
     * @param asked the bookings that were asked for
     */
    record Load(Duration took, Histogram micros, Tally asked) {
        long requests() {
            return micros.getTotalCount();
        }

        double perSecond() {
            return requests() * 1e9 / took.toNanos();
        }
    }

    /** @throws IOException when a single answer is not what the target promises */
    Load run(Target target, Duration time) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            Tally asked = new Tally();
            long start = System.nanoTime();
            long end = start + time.toNanos();
            Callable<Histogram> client = () -> loop(target, end, asked);
            List<Future<Histogram>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(threads.submit(client));
            }
            Histogram all = histogram();
            for (Future<Histogram> one : clients) {
                all.add(one.get());
            }
            return new Load(Duration.ofNanos(System.nanoTime() - start), all, asked);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Asks once. */
    static void probe(Target target) throws IOException {
        loop(target, System.nanoTime(), new Tally());
    }

    private static Histogram loop(Target target, long end, Tally asked) throws IOException {
        Histogram micros = histogram();
        long now = System.nanoTime();
        do {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                MessageReader replies = new MessageReader(socket.getInputStream());
                Message reply;
                do {
                    reply = ask(target, socket, replies, asked);
                    long answered = System.nanoTime();
                    micros.recordValue(Math.min(LONGEST_MICROS, (answered - now) / 1_000));
                    now = answered;
                } while (now < end && !reply.last());
            }
        } while (now < end && !Thread.currentThread().isInterrupted());
        return micros;
    }

    private static Message ask(Target target, Socket socket, MessageReader replies, Tally asked) throws IOException {
        UUID booking = booking();
        asked.add(booking);
        socket.getOutputStream().write(target.request(booking));
        Message reply = replies.next().orElseThrow(() -> new EOFException("no answer to a request"));
        if (!target.answer().isGiven(reply)) {
            throw new IOException("a request was answered " + reply.startLine() + " " + reply.body());
        }
        return reply;
    }

    /** Random enough to be new, without the cost of a secure generator. */
    private static UUID booking() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, DIGITS);
    }
}
