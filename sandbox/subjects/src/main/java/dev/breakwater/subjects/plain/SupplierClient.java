package dev.breakwater.subjects.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Speaks as much OCTO as it takes to cancel a booking. */
final class SupplierClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI supplier;
    private final ObjectMapper json;

    SupplierClient(HttpClient http, URI supplier, ObjectMapper json) {
        this.http = http;
        this.supplier = supplier;
        this.json = json;
    }

    Answer cancel(String booking, String reason) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(supplier.resolve("/bookings/" + booking + "/cancel"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Octo-Capabilities", "octo/pricing")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("reason", reason))))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the supplier answered " + response.statusCode());
        }
        JsonNode body = json.readTree(response.body());
        JsonNode pricing = body.path("pricing");
        return new Answer(
                body.path("status").asText(),
                body.path("cancellation").path("refund").asText(),
                BigDecimal.valueOf(
                        pricing.path("net").asLong(),
                        pricing.path("currencyPrecision").asInt()),
                pricing.path("currency").asText());
    }
}
