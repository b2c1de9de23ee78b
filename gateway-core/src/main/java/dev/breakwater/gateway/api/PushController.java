package dev.breakwater.gateway.api;

import dev.breakwater.gateway.push.Pushes;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door for suppliers. */
@Tag(name = "Suppliers")
@RestController
final class PushController {
    /** What the paths of this door begin with; whoever comes here has no key. */
    static final String PATH = "/v1/pushes/";

    private static final int LARGEST = 1024 * 1024;

    private final Pushes pushes;

    PushController(Pushes pushes) {
        this.pushes = pushes;
    }

    @Operation(
            operationId = "push",
            summary = "Tell that something changed (suppliers)",
            description =
                    "In the supplier's own protocol, up to 1 MiB. It is kept before it is acknowledged, and the orders"
                            + " it is about are looked at.")
    @SecurityRequirements
    @ApiResponse(responseCode = "200", description = "Kept, with the acknowledgement of the supplier's protocol.")
    @ApiResponse(responseCode = "204", description = "Kept.")
    @ApiResponse(responseCode = "404", description = "The address or its secret is wrong.")
    @PostMapping(PATH + "{supplier}/{secret}")
    ResponseEntity<byte[]> push(
            @PathVariable("supplier") String supplier,
            @Parameter(description = "As configured with the supplier.") @PathVariable("secret") String secret,
            HttpServletRequest request)
            throws IOException {
        PushReader reader = pushes.admit(supplier, secret);
        Push push = new Push(headers(request), Bytes.of(Body.bytes(request, LARGEST)));
        try {
            return acknowledgement(pushes.receive(supplier, reader, push));
        } catch (IllegalArgumentException e) {
            throw new ApiException(
                    ProblemType.MALFORMED_REQUEST, "This is no message of the protocol: " + e.getMessage());
        }
    }

    private static ResponseEntity<byte[]> acknowledgement(Pushed pushed) {
        return pushed.acknowledgement().isEmpty()
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_TYPE, pushed.contentType())
                        .body(pushed.acknowledgement().toByteArray());
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Collections.list(request.getHeaderNames()).forEach(name -> headers.putIfAbsent(name, request.getHeader(name)));
        return headers;
    }
}
