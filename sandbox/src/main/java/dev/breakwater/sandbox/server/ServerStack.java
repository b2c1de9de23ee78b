package dev.breakwater.sandbox.server;

import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers in the order they were started; closed in reverse, all of them, whatever one of them says. */
public final class ServerStack implements AutoCloseable {

    /** Starts a server. */
    public interface Start {
        void run() throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(ServerStack.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /**
     * Starts a server and keeps it for {@link #close()}.
     *
     * @param what its name with the article, for messages
     * @param port the port it asks for, 0 for any
     * @throws ServerException when it does not start, above all because its port is taken
     */
    public synchronized void start(String what, int port, Start start, AutoCloseable server) {
        started.push(server);
        try {
            start.run();
        } catch (Exception failure) {
            throw new ServerException(message(what, port, failure), failure);
        }
    }

    /** Keeps what is already running. */
    public synchronized void add(AutoCloseable server) {
        started.push(server);
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable server = started.pop();
            try {
                server.close();
            } catch (Exception failure) {
                log.warn("{} did not stop cleanly", server, failure);
            }
        }
    }

    private static String message(String what, int port, Exception failure) {
        return isPortTaken(failure)
                ? "Port " + port + " on 127.0.0.1, needed by " + what
                        + ", is taken: another program, perhaps another sandbox, listens there. Stop it and try again."
                : what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " could not be started: "
                        + failure.getMessage();
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
