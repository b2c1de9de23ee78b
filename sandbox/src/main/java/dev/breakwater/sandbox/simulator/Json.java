package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The little JSON the simulators need. */
final class Json {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static Collector<JsonNode, ?, ArrayNode> toArray() {
        return Collectors.collectingAndThen(
                Collectors.toList(), nodes -> MAPPER.createArrayNode().addAll(nodes));
    }

    /** A JSON object that lies beside this class; what never varies in a message is data, not code. */
    static ObjectNode template(String name) {
        try (InputStream stream = Json.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return (ObjectNode) MAPPER.readTree(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException("The resource " + name + " cannot be read", broken);
        }
    }
}
