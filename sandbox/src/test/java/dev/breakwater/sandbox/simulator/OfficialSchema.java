package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;

/** An official OpenAPI 3.0 description, able to judge replies. */
final class OfficialSchema {

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            // The sandbox's references stand where OCTO has UUIDs.
            .formatAssertionsEnabled(false)
            .build();

    private final ObjectNode description;

    private OfficialSchema(ObjectNode description) {
        this.description = description;
    }

    /** The folder of the official schemas, named by a system property or an environment variable. */
    static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty("breakwater.specs", System.getenv("BREAKWATER_SPECS")))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    static OfficialSchema read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(20_000_000);
        options.setMaxAliasesForCollections(1_000);
        ObjectMapper yaml =
                new ObjectMapper(YAMLFactory.builder().loaderOptions(options).build());
        return new OfficialSchema((ObjectNode) asJsonSchema(yaml.readTree(Files.readString(file))));
    }

    /** What the description finds wrong with the reply to {@code method} on {@code path} (as a template). */
    Set<String> complaints(String method, String path, int status, JsonNode reply) {
        JsonNode responses = description
                .path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses");
        JsonNode response =
                resolved(responses.has("" + status) ? responses.path("" + status) : responses.path("default"));
        JsonNode content = response.path("content");
        if (!content.elements().hasNext()) {
            return Set.of("No content is described for " + status + " to " + method + " " + path);
        }
        ObjectNode schema = description.objectNode();
        schema.set("components", description.path("components"));
        schema.putArray("allOf").add(content.elements().next().path("schema"));
        Set<String> complaints = new TreeSet<>();
        for (ValidationMessage message : JsonSchemaFactory.getInstance(VersionFlag.V4)
                .getSchema(schema, CONFIG)
                .validate(reply)) {
            complaints.add(message.getMessage());
        }
        return complaints;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** OpenAPI 3.0 says {@code nullable} where JSON Schema wants a second type, also beside allOf. */
    private static JsonNode asJsonSchema(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, asJsonSchema(array.get(i)));
            }
            return array;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        List.copyOf(object.properties())
                .forEach(property -> object.set(property.getKey(), asJsonSchema(property.getValue())));
        boolean nullable =
                object.path("nullable").isBoolean() && object.path("nullable").asBoolean();
        if (object.path("discriminator").has("propertyName")) {
            object.remove("discriminator");
        }
        if (object.path("allOf").size() > 1) {
            // An heir that forbids all but its own properties would forbid those that it inherits.
            object.path("allOf").forEach(heir -> ((ObjectNode) heir).remove("additionalProperties"));
        }
        return nullable ? orNull(object) : object;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = schema.objectNode();
        either.putArray("anyOf").add(schema.objectNode().put("type", "null")).add(schema);
        return either;
    }
}
