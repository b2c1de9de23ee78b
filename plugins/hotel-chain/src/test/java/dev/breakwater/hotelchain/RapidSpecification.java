package dev.breakwater.hotelchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Checks messages against the OpenAPI 3.0 file of Rapid. */
final class RapidSpecification {
    private final JsonNode root;

    private RapidSpecification(JsonNode root) {
        this.root = root;
    }

    static RapidSpecification read(String json) throws IOException {
        return new RapidSpecification(withoutNullable(new ObjectMapper().readTree(json)));
    }

    /** Method, path, required headers and parameters; none of the requests of this plugin has a body. */
    List<String> problemsOf(WireRequest request) {
        URI uri = URI.create(request.path());
        Optional<JsonNode> operation = root.path("paths").properties().stream()
                .filter(path -> uri.getRawPath().matches(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .map(path -> path.path(request.method().toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
        if (operation.isEmpty()) {
            return List.of("there is no " + request.method() + " " + uri.getRawPath());
        }
        List<String> problems = new ArrayList<>();
        TreeSet<String> queryNames = new TreeSet<>();
        for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
            queryNames.add(pair.replaceFirst("=.*", ""));
        }
        queryNames.remove("");
        for (JsonNode reference : operation.get().path("parameters")) {
            JsonNode parameter = resolve(reference);
            String name = parameter.path("name").asText();
            boolean required = parameter.path("required").asBoolean();
            if (parameter.path("in").asText().equals("header")
                    && required
                    && !request.headers().containsKey(name)) {
                problems.add("header " + name + " is missing");
            }
            if (parameter.path("in").asText().equals("query") && !queryNames.remove(name) && required) {
                problems.add("parameter " + name + " is missing");
            }
        }
        queryNames.forEach(name -> problems.add("there is no parameter " + name));
        if (!request.body().isEmpty()) {
            problems.add("there must be no body");
        }
        return problems;
    }

    /** What is wrong with a message of a component schema, other than unknown fields, which Rapid allows. */
    List<String> problemsOf(String component, String json) {
        return problems(reference("#/components/schemas/" + component), json);
    }

    private List<String> problems(ObjectNode schema, String json) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", root.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(whole)
                .validate(json, InputFormat.JSON)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static ObjectNode reference(String pointer) {
        return JsonNodeFactory.instance.objectNode().put("$ref", pointer);
    }

    /** JSON Schema knows no {@code nullable}: it becomes "null, or the rest". */
    private static JsonNode withoutNullable(JsonNode node) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(withoutNullable(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> rest.set(field.getKey(), withoutNullable(field.getValue())));
        if (!node.path("nullable").asBoolean()) {
            return rest;
        }
        rest.remove("nullable");
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf")
                .add(JsonNodeFactory.instance.objectNode().put("type", "null"))
                .add(rest);
        return either;
    }
}
