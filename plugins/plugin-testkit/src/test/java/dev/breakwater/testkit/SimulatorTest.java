package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SimulatorTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(
                CoachContract.of(new CoachPlugin()), 0, "t0ken", new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void tellsEachBookingByItself() throws Exception {
        assertThat(cancel("OK-1").body()).contains("state: cancelled", "by: some-key");
        assertThat(look("OK-1").body()).contains("state: cancelled");
        assertThat(look("OK-2").body()).contains("state: active");
    }

    @Test
    void saysTheReferenceItWasAskedFor() throws Exception {
        assertThat(Simulator.renamed(PluginContract.json(200, "{\"id\": \"T-4711\"}"), "T-4711", "OK-9")
                        .text())
                .isEqualTo("{\"id\": \"OK-9\"}");
    }

    @Test
    void playsEachFate() throws Exception {
        assertThat(cancel("REFUSED-1").body()).contains("error: departed");
        assertThat(cancel("GONE-1").body()).contains("error: gone");
        assertThat(look("UNKNOWN-1").statusCode()).isEqualTo(404);
        assertThat(look("BUSY-1").statusCode()).isEqualTo(503);
        assertThat(look("BUSY-1").statusCode()).isEqualTo(503);
        assertThat(look("BUSY-1").statusCode()).isEqualTo(200);
    }

    @Test
    void findsNoBookingWhoseReferenceBeginsWithNoneOfTheWords() throws Exception {
        assertThat(look("HELLO-1").statusCode()).isEqualTo(404);
        assertThat(cancel("HELLO-1").statusCode()).isEqualTo(404);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("begins with one of OK, REFUSED, GONE")
                .contains("GET /bookings/HELLO-1 <- 404");
        assertThat(look(CoachContract.of(new CoachPlugin()).booking().reference())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void finishesLater() throws Exception {
        assertThat(cancel("PENDING-1").statusCode()).isEqualTo(202);
        assertThat(look("PENDING-1").body()).contains("state: cancelling");
        assertThat(look("PENDING-1").body()).contains("state: cancelling");
        assertThat(look("PENDING-1").body()).contains("state: cancelled");
    }

    @Test
    void cutsACommitBeforeOrAfterItIsExecuted() throws Exception {
        assertThatThrownBy(() -> cancel("LOSTBEFORE-1")).isInstanceOf(IOException.class);
        assertThat(look("LOSTBEFORE-1").body()).contains("state: active");
        assertThat(cancel("LOSTBEFORE-1").body()).contains("state: cancelled");

        assertThatThrownBy(() -> cancel("LOSTAFTER-1")).isInstanceOf(IOException.class);
        assertThat(look("LOSTAFTER-1").body()).contains("state: cancelled");
    }

    @Test
    void listensToThoseWhoHaveTheTokenOnly() throws Exception {
        assertThat(send(request("OK-1").header("Authorization", "Bearer other")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void writesDownWhatItIsAsked() throws Exception {
        look("UNKNOWN-1");

        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("GET /bookings/UNKNOWN-1 <- 404\n");
    }

    private HttpResponse<String> look(String reference) throws Exception {
        return send(request(reference).header("Authorization", "Bearer t0ken"));
    }

    private HttpResponse<String> cancel(String reference) throws Exception {
        return send(request(reference + "/cancel")
                .header("Authorization", "Bearer t0ken")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("key: some-key\nseats: \n.\n")));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + "/bookings/" + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
