package dev.breakwater.sandbox.drill;

import dev.breakwater.sandbox.stage.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A road between two programs on 127.0.0.1 that can be closed, blocked and made one-way. What is held back while it is blocked
 * is delivered when it is opened, even if whoever sent it is gone.
 */
public final class TcpProxy implements AutoCloseable {

    /** What happens to what goes over it. */
    public enum Traffic {
        /** It passes. */
        FLOWS,
        /** It is held back in both directions until it flows again. */
        WAITS,
        /** It reaches the target; the connection is reset when something comes back. */
        ONE_WAY,
        /** Every connection is reset, and none is taken. */
        REFUSED
    }

    private static final int WAITING_CONNECTIONS = 128;
    private static final int BUFFER = 16_384;

    private final int target;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket listener;
    private Traffic traffic = Traffic.FLOWS;
    private boolean closed;

    private TcpProxy(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
        this.port = listener.getLocalPort();
        daemon(() -> accept(listener));
    }

    /** @param target the port it leads to */
    public static TcpProxy to(int target) throws IOException {
        return new TcpProxy(target, listen(Ports.anyFree()));
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING_CONNECTIONS);
        return socket;
    }

    /** Where it is entered, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /**
     * Changes what happens from now on, to open connections too.
     *
     * @throws IOException if another program has taken the port while it was closed
     */
    public synchronized void set(Traffic next) throws IOException {
        if (closed) {
            return;
        }
        if (next == Traffic.REFUSED) {
            listener.close();
            open.forEach(TcpProxy::reset);
        } else if (traffic == Traffic.REFUSED) {
            ServerSocket again = listen(port);
            listener = again;
            daemon(() -> accept(again));
        }
        traffic = next;
        notifyAll();
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket near = from.accept();
                open.add(near);
                daemon(() -> connect(near));
            }
        } catch (IOException over) {
            // It is closed for now or for good.
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        open.add(far);
        try {
            requireOpen();
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread forth = daemon(() -> forth(near, far));
            back(far, near);
            forth.join();
        } catch (IOException | InterruptedException unreachable) {
            reset(near);
        } finally {
            reset(far);
            reset(near);
            open.remove(near);
            open.remove(far);
        }
    }

    /** What was sent still arrives when the sender has gone, or was reset. */
    private void forth(Socket near, Socket far) {
        try {
            OutputStream out = far.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = read(near, buffer); read >= 0; read = read(near, buffer)) {
                requireOpen();
                out.write(buffer, 0, read);
            }
            requireOpen();
            far.shutdownOutput();
        } catch (IOException broken) {
            reset(far);
        }
    }

    private static int read(Socket socket, byte[] buffer) {
        try {
            return socket.getInputStream().read(buffer);
        } catch (IOException gone) {
            return -1;
        }
    }

    private void back(Socket far, Socket near) {
        try {
            OutputStream out = near.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = read(far, buffer); read >= 0; read = read(far, buffer)) {
                if (requireOpen() == Traffic.ONE_WAY) {
                    throw new IOException("one way only");
                }
                out.write(buffer, 0, read);
            }
            requireOpen();
            near.shutdownOutput();
        } catch (IOException broken) {
            reset(near);
        }
    }

    /** How it stands once nothing is held back any more. */
    private synchronized Traffic requireOpen() throws IOException {
        while (traffic == Traffic.WAITS) {
            try {
                wait();
            } catch (InterruptedException stop) {
                throw new IOException(stop);
            }
        }
        if (traffic == Traffic.REFUSED) {
            throw new IOException("refused");
        }
        return traffic;
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException already) {
            // It is closed either way.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            traffic = Traffic.REFUSED;
            notifyAll();
        }
        listener.close();
        open.forEach(TcpProxy::reset);
    }
}
