package dev.breakwater.gateway.api;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Map;
import java.util.TreeMap;

/** What the OpenAPI description says about everything. */
final class Description {
    private static final String KEY = "key";
    private static final String TEXT = """
            One way to cancel bookings at many suppliers. What is answered with 202 is durable and reaches a final state, or \
            a person; no booking is cancelled twice. `effect` says what is certain about the supplier's side, in every \
            answer and every error. Every amount is a decimal string; JSON numbers are refused. Errors are \
            `application/problem+json` (RFC 9457) and name everything that is wrong at once.""";
    private static final Map<Integer, String> PROBLEMS = new TreeMap<>(Map.of(
            400, "The request cannot be read.",
            401, "No key, or a wrong one.",
            503, "Something is not available; Retry-After says when to try again."));
    private static final Map<Integer, String> WITH_BODY = Map.of(
            413, "The body is larger than 64 KiB.",
            415, "The body is not application/json.",
            422, "The order is not valid; errors names every field that is wrong.");

    private Description() {}

    static OpenAPI frame() {
        return new OpenAPI()
                .info(new Info()
                        .title("Breakwater")
                        .version("v1")
                        .description(TEXT)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("Your key; config/callers.yaml has its SHA-256.")))
                .addServersItem(new Server().url("/").description("This gateway"))
                .addSecurityItem(new SecurityRequirement().addList(KEY));
    }

    /** Adds the problems that every operation may answer with. */
    static void complete(OpenAPI description) {
        ModelConverters.getInstance(true)
                .readAll(new AnnotatedType(ProblemView.class))
                .forEach((name, schema) -> description.getComponents().addSchemas(name, schema));
        description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        PROBLEMS.forEach((status, text) -> problem(operation, status, text));
        if (path.contains("{id}")) {
            problem(operation, 404, "There is none, or it is another caller's.");
        }
        if (operation.getSummary().endsWith("(operators)")) {
            problem(operation, 403, "Only operators may do this.");
        }
        if (operation.getRequestBody() != null) {
            WITH_BODY.forEach((status, text) -> problem(operation, status, text));
            if (path.equals(LinksView.CANCELLATIONS)) {
                problem(operation, 409, "It collides with an earlier order.");
            } else if (path.equals(LinksView.QUOTES)) {
                problem(operation, 502, "The supplier's answer could not be understood.");
            } else if (path.contains("{id}")) {
                problem(operation, 409, "As things stand this is not possible; detail says why.");
            }
        } else if (path.equals(LinksView.CANCELLATIONS) || path.equals(LinksView.REVIEWS)) {
            problem(operation, 422, "The query is not valid.");
        }
    }

    private static void problem(Operation operation, int status, String text) {
        operation
                .getResponses()
                .addApiResponse(
                        Integer.toString(status),
                        new ApiResponse()
                                .description(text)
                                .content(new Content()
                                        .addMediaType(
                                                ProblemWriter.MEDIA_TYPE,
                                                new MediaType()
                                                        .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
    }
}
