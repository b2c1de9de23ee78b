package dev.breakwater.attraction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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

/** Checks messages against OCTO's OpenAPI 3.0 file. */
final class OctoSpecification {
    private final JsonNode root;

    private OctoSpecification(JsonNode root) {
        this.root = root;
    }

    static OctoSpecification read(String yaml) throws IOException {
        return new OctoSpecification(withoutNullable(new ObjectMapper(new YAMLFactory()).readTree(yaml)));
    }

    /** Method, path, required headers and parameters, and the body. */
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
        problems.addAll(problemsOfBody(request, operation.get().path("requestBody")));
        return problems;
    }

    /** What is wrong with a message of a component schema, other than unknown fields, which OCTO allows. */
    List<String> problemsOf(String component, String json) {
        return problems(reference("#/components/schemas/" + component), json);
    }

    private List<String> problemsOfBody(WireRequest request, JsonNode body) {
        if (!body.isObject()) {
            return request.body().isEmpty() ? List.of() : List.of("there must be no body");
        }
        JsonNode schema = body.path("content").path(request.contentType()).path("schema");
        if (!schema.isObject()) {
            return List.of("there is no body of type " + request.contentType());
        }
        return problems((ObjectNode) schema.deepCopy(), request.body().text(UTF_8));
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
