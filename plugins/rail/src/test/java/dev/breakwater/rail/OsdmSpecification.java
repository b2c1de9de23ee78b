package dev.breakwater.rail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The official OpenAPI files, from the folder that the system property {@code breakwater.specs} or the environment variable
 * {@code BREAKWATER_SPECS} names. Surefire runs in the module's folder, so a relative path counts from there.
 */
final class OsdmSpecification {
    private static final String FILE = "osdm/OSDM-online-api-v3.8.1.yml";
    private static final String WEBHOOKS = "osdm/OSDM-online-webhook-v3.8.0.yml";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<OsdmSpecification> AT_HAND =
            folder().map(folder -> new OsdmSpecification(folder.resolve(FILE), folder.resolve(WEBHOOKS)));

    private final JsonNode document;
    private final JsonNode webhooks;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.builder()
            .defaultMetaSchemaIri(SchemaId.OPENAPI_3_0)
            .metaSchema(OpenApi30.getInstance())
            .build();
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    private OsdmSpecification(Path file, Path webhooks) {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        try {
            this.document = yaml.readTree(file.toFile());
            this.webhooks = yaml.readTree(webhooks.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<OsdmSpecification> ifAtHand() {
        return AT_HAND;
    }

    private static Optional<Path> folder() {
        return Stream.of(System.getProperty("breakwater.specs"), System.getenv("BREAKWATER_SPECS"))
                .filter(folder -> folder != null && !folder.isBlank())
                .map(Path::of)
                .findFirst();
    }

    /** Method, path, headers, query parameters and body of a request. */
    void check(WireRequest request) {
        String path = request.path().replaceFirst("\\?.*", "");
        String template = template(path, request.method());
        JsonNode operation =
                document.at("/paths").path(template).path(request.method().toLowerCase());
        List<JsonNode> parameters = parameters(operation);
        checkHeaders(request, parameters);
        checkQuery(request, parameters);
        JsonNode body =
                operation.at("/requestBody/content").path("application/json").path("schema");
        assertThat(request.body().isEmpty())
                .as("%s %s has a body exactly if the standard has one", request.method(), template)
                .isEqualTo(body.isMissingNode());
        if (!request.body().isEmpty()) {
            assertThat(request.contentType()).isEqualTo("application/json");
            assertThat(violations(body, read(request.body().text(UTF_8)))).isEmpty();
        }
    }

    /** What is wrong with a reply's body. */
    List<String> violations(String method, String template, String status, String body) {
        JsonNode response = resolved(document.at("/paths")
                .path(template)
                .path(method.toLowerCase())
                .path("responses")
                .path(status));
        JsonNode content = response.path("content").elements().next();
        return violations(content.path("schema"), read(body));
    }

    /** What is wrong with an event that a webhook sends. */
    List<String> violationsOfEvent(String event) {
        ObjectNode whole = JSON.createObjectNode().put("$ref", "#/components/schemas/BookingEvent");
        whole.set("components", webhooks.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(read(event))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private String template(String path, String method) {
        return StreamSupport.stream(iterable(document.at("/paths").fieldNames()).spliterator(), false)
                .filter(template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
                .filter(template -> document.at("/paths").path(template).has(method.toLowerCase()))
                .min((one, other) -> Integer.compare(variables(one), variables(other)))
                .orElseThrow(() -> new AssertionError("the standard has no " + method + " " + path));
    }

    private static int variables(String template) {
        return template.length() - template.replace("{", "").length();
    }

    private void checkHeaders(WireRequest request, List<JsonNode> parameters) {
        parametersIn("header", parameters).forEach(parameter -> {
            String name = parameter.path("name").asText();
            String value = request.headers().get(name);
            assertThat(value != null || !parameter.path("required").asBoolean())
                    .as("header %s is required", name)
                    .isTrue();
            if (value != null) {
                assertThat(violations(
                                parameter.path("schema"), JSON.getNodeFactory().textNode(value)))
                        .isEmpty();
            }
        });
        List<String> declared = parametersIn("header", parameters)
                .map(parameter -> parameter.path("name").asText())
                .toList();
        assertThat(request.headers().keySet())
                .allMatch(name -> name.equals("Accept") || declared.contains(name), "is declared in " + declared);
    }

    private void checkQuery(WireRequest request, List<JsonNode> parameters) {
        String query = request.path().contains("?") ? request.path().replaceFirst(".*\\?", "") : "";
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String name = pair.replaceFirst("=.*", "");
            JsonNode parameter = parametersIn("query", parameters)
                    .filter(one -> one.path("name").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the standard has no query parameter " + name));
            String value = URLDecoder.decode(pair.replaceFirst("[^=]*=", ""), UTF_8);
            JsonNode schema = parameter.path("schema");
            JsonNode sent = schema.path("type").asText().equals("array")
                    ? JSON.createArrayNode().add(value)
                    : JSON.getNodeFactory().textNode(value);
            assertThat(violations(schema, sent)).isEmpty();
        }
    }

    private static Stream<JsonNode> parametersIn(String place, List<JsonNode> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(place));
    }

    private List<JsonNode> parameters(JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return parameters;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private List<String> violations(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.path("components"));
        return schemas.getSchema(whole);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterable<String> iterable(Iterator<String> names) {
        return () -> names;
    }
}
