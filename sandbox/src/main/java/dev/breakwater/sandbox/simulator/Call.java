package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** One request to a simulated supplier, with what its route bound from the path. */
record Call(Request request, Map<String, String> bound) {

    Call {
        bound = Map.copyOf(bound);
    }

    String path() {
        return request.getUrl();
    }

    String method() {
        return request.getMethod().getName();
    }

    String bound(String name) {
        return Optional.ofNullable(bound.get(name))
                .orElseThrow(() -> new IllegalStateException("The route of " + path() + " does not bind " + name));
    }

    Optional<String> header(String name) {
        return request.containsHeader(name) ? Optional.of(request.getHeader(name)) : Optional.empty();
    }

    Optional<String> query(String name) {
        QueryParameter parameter = request.queryParameter(name);
        return parameter.isPresent() ? Optional.of(parameter.firstValue()) : Optional.empty();
    }

    byte[] body() {
        return Optional.ofNullable(request.getBody()).orElseGet(() -> new byte[0]);
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** The body as a JSON object; empty when it is anything else. */
    Optional<JsonNode> json() {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(body())).filter(JsonNode::isObject);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** The token of {@code Authorization: Bearer TOKEN}. */
    Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}
