package dev.breakwater.gateway.api;

import dev.breakwater.gateway.api.BulkReader.Wanted;
import dev.breakwater.gateway.api.BulkView.DryRunView;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.review.Bulk;
import dev.breakwater.gateway.review.Bulk.DryRun;
import dev.breakwater.gateway.review.Bulks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions about many cancellations at once. */
@Tag(name = "Decisions")
@RestController
@RequestMapping(path = LinksView.BULK, produces = MediaType.APPLICATION_JSON_VALUE)
final class BulkController {
    private final Bulks bulks;

    BulkController(Bulks bulks) {
        this.bulks = bulks;
    }

    @Operation(
            operationId = "dryRunBulk",
            summary = "See which cancellations would be decided about (operators)",
            description = "Nothing is changed. The token of the answer confirms it within ten minutes.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.BulkOrder.class))))
    @ApiResponse(
            responseCode = "201",
            description = "This is what would be done.",
            content = @Content(schema = @Schema(implementation = DryRunView.class)))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DryRunView> dryRun(
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        Wanted wanted = BulkReader.wanted(Body.read(request));
        DryRun run = bulks.dryRun(wanted.decision(), wanted.filter(), caller.actor());
        return ResponseEntity.created(location(run.bulk())).body(DryRunView.of(run));
    }

    @Operation(
            operationId = "confirmBulk",
            summary = "Have it done (operators)",
            description =
                    "To exactly those that the dry run found, in the background. What has changed since is skipped.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.TokenGiven.class))))
    @ApiResponse(
            responseCode = "202",
            description = "It is being done; Location says where to see how far it is.",
            content = @Content(schema = @Schema(implementation = BulkView.class)))
    @PostMapping(path = "/{id}/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BulkView> confirm(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        Bulk bulk = bulks.confirm(known(id), BulkReader.token(Body.read(request)), caller.actor());
        return ResponseEntity.accepted().location(location(bulk)).body(BulkView.of(bulk));
    }

    @Operation(operationId = "getBulk", summary = "See how far it is (operators)")
    @GetMapping("/{id}")
    BulkView get(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        return BulkView.of(bulks.find(known(id)));
    }

    private static UUID known(String id) {
        return Texts.uuid(id).orElseThrow(() -> Rejection.of(Code.NOT_FOUND, "There is no such bulk."));
    }

    private static URI location(Bulk bulk) {
        return URI.create(LinksView.BULK + "/" + bulk.id());
    }
}
