package dev.breakwater.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Speaks as much OCTO as it takes to cancel a booking, over the HTTP client that Breakwater's route uses too. */
final class SupplierClient {
    private static final int OK = 200;

    private final CloseableHttpClient http;
    private final URI supplier;
    private final ObjectMapper json = new ObjectMapper();

    SupplierClient(URI supplier, int places) {
        this.supplier = supplier;
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
        connections.setDefaultMaxPerRoute(places);
        connections.setMaxTotal(places);
        this.http = HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .build();
    }

    /** @throws UncheckedIOException if it is not cancelled for certain */
    void cancel(String booking) {
        try {
            HttpPost request = new HttpPost(supplier.resolve("/bookings/" + booking + "/cancel"));
            request.setHeader("Octo-Capabilities", "octo/pricing");
            request.setEntity(new ByteArrayEntity(
                    json.writeValueAsBytes(Map.of("reason", "the traveller wants it [benchmark]")),
                    ContentType.APPLICATION_JSON));
            JsonNode answer = http.execute(request, this::read);
            if (!answer.path("status").asText().equals("CANCELLED")) {
                throw new IOException("the supplier answered " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read(ClassicHttpResponse response) throws IOException {
        byte[] body = EntityUtils.toByteArray(response.getEntity());
        if (response.getCode() != OK) {
            throw new IOException("the supplier answered " + response.getCode());
        }
        return json.readTree(body);
    }
}
