package dev.breakwater.sandbox.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.drill.TcpProxy.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int PATIENCE = 300;

    private final BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::serve);
        server.setDaemon(true);
        server.start();
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    /** Says back what it is told. */
    private void serve() {
        try {
            while (true) {
                Socket socket = echo.accept();
                Thread one = new Thread(() -> answer(socket));
                one.setDaemon(true);
                one.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            for (int read = socket.getInputStream().read();
                    read >= 0;
                    read = socket.getInputStream().read()) {
                arrived.add(read);
                socket.getOutputStream().write(read);
            }
        } catch (IOException gone) {
            // The other side has gone.
        }
    }

    @Test
    void whatFlowsComesBack() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            assertThat(echoed(client, 8)).isEqualTo(8);
        }
    }

    @Test
    void whatWaitsIsDeliveredLateEvenWhenItsSenderHasGone() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            proxy.set(Traffic.WAITS);

            assertThatThrownBy(() -> echoed(client, 8)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(arrived).containsExactly(7);

        proxy.set(Traffic.FLOWS);

        assertThat(arrived.take()).isEqualTo(7);
        assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(8);
    }

    @Test
    void oneWayRequestsArriveAndRepliesGetLost() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            proxy.set(Traffic.ONE_WAY);

            assertThatThrownBy(() -> {
                        if (echoed(client, 8) < 0) {
                            throw new IOException("closed");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        assertThat(arrived).containsExactly(7, 8);
    }

    @Test
    void refusedConnectionsAreResetAndNoneAreTakenUntilItFlowsAgain() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            proxy.set(Traffic.REFUSED);

            assertThatThrownBy(() -> echoed(client, 8)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(this::knock).isInstanceOf(IOException.class);
        assertThat(arrived).containsExactly(7);

        proxy.set(Traffic.FLOWS);

        try (Socket client = connect()) {
            assertThat(echoed(client, 9)).isEqualTo(9);
        }
    }

    /** The port is free meanwhile, so it may be somebody else who opens. */
    private void knock() throws IOException {
        try (Socket client = connect()) {
            if (echoed(client, 8) < 0) {
                throw new IOException("closed");
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static int echoed(Socket socket, int sent) throws IOException {
        socket.getOutputStream().write(sent);
        return socket.getInputStream().read();
    }
}
