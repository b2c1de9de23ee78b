package dev.breakwater.sandbox.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WholeReplyTest {

    @Test
    void doesNotWaitForEverForTheRestOfAReply() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> half = CompletableFuture.supplyAsync(() -> answerHalf(server));

            assertThatThrownBy(() -> WholeReply.await(
                            HttpClient.newHttpClient(),
                            request(server),
                            BodyHandlers.ofString(),
                            Duration.ofSeconds(1)))
                    .isInstanceOf(HttpTimeoutException.class);

            half.join().close();
        }
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        HttpRequest nobody;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = request(server);
        }

        assertThatThrownBy(() -> WholeReply.await(
                        HttpClient.newHttpClient(), nobody, BodyHandlers.ofString(), Duration.ofSeconds(5)))
                .isInstanceOf(IOException.class)
                .satisfies(refused -> assertThat(refused).isNotInstanceOf(HttpTimeoutException.class));
    }

    private static HttpRequest request(ServerSocket server) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                .build();
    }

    private static Socket answerHalf(ServerSocket server) {
        try {
            Socket socket = server.accept();
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".getBytes(US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
