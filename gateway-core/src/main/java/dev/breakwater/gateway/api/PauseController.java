package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Pause;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.supplier.Suppliers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The operators' hand on suppliers: while something is paused, nothing is begun with it. Pauses survive restarts. */
@Tag(name = "Pauses")
@RestController
@RequestMapping(path = "/v1/pauses", produces = MediaType.APPLICATION_JSON_VALUE)
final class PauseController {
    private static final Logger log = LoggerFactory.getLogger(PauseController.class);

    private final Journal journal;
    private final Dispatcher dispatcher;
    private final Suppliers suppliers;

    PauseController(Journal journal, Dispatcher dispatcher, Suppliers suppliers) {
        this.journal = journal;
        this.dispatcher = dispatcher;
        this.suppliers = suppliers;
    }

    @Operation(operationId = "listPauses", summary = "See what is paused, by whom, since when and why (operators)")
    @GetMapping
    PauseView.All list(@Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        return new PauseView.All(journal.pauses().stream().map(PauseView::of).toList());
    }

    @Operation(
            operationId = "pauseAll",
            summary = "Pause everything (operators)",
            description = "Nothing more is sent to any supplier, those added later too; orders are accepted and wait.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.ReasonGiven.class))))
    @PutMapping(path = "/all", consumes = MediaType.APPLICATION_JSON_VALUE)
    PauseView pauseAll(
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        return pause(Pause.ALL, caller, request);
    }

    @Operation(
            operationId = "pauseSupplier",
            summary = "Pause a supplier (operators)",
            description = "Nothing more is sent to it; what was accepted waits, and more is accepted.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.ReasonGiven.class))))
    @PutMapping(path = "/suppliers/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    PauseView pauseSupplier(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        if (suppliers.find(id).isEmpty()) {
            throw Rejection.of(Code.NOT_FOUND, "No supplier of this id is configured; GET /v1/suppliers lists them.");
        }
        return pause(id, caller, request);
    }

    @Operation(
            operationId = "pausePlugin",
            summary = "Pause all suppliers of a plugin (operators)",
            description = "Those added later too, whatever version they are pinned to.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.ReasonGiven.class))))
    @PutMapping(path = "/plugins/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    PauseView pausePlugin(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        if (suppliers.all().stream()
                .noneMatch(supplier -> supplier.config().plugin().equals(id))) {
            throw Rejection.of(
                    Code.NOT_FOUND, "No supplier is configured with this plugin; GET /v1/suppliers lists them.");
        }
        return pause(Pause.plugin(id), caller, request);
    }

    private PauseView pause(String what, Caller caller, HttpServletRequest request) throws IOException {
        String reason = DecisionReader.reason(Body.read(request));
        dispatcher.pause(what, caller.actor(), reason);
        log.info("{} pauses {}", caller.actor(), what);
        return journal.pauses().stream()
                .filter(pause -> pause.what().equals(what))
                .findFirst()
                .map(PauseView::of)
                .orElseThrow(() -> Rejection.of(Code.NOT_FOUND, "It was resumed at this moment."));
    }

    @Operation(
            operationId = "resumeAll",
            summary = "Resume everything (operators)",
            description = "Lifts the pause of all; what was paused by itself stays so.")
    @DeleteMapping("/all")
    ResponseEntity<Void> resumeAll(@Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return resume(Pause.ALL, caller);
    }

    @Operation(
            operationId = "resumeSupplier",
            summary = "Resume a supplier (operators)",
            description = "It stays paused while its plugin is, or all are.")
    @DeleteMapping("/suppliers/{id}")
    ResponseEntity<Void> resumeSupplier(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return resume(id.equals(Pause.ALL) ? "" : id, caller);
    }

    @Operation(
            operationId = "resumePlugin",
            summary = "Resume the suppliers of a plugin (operators)",
            description = "One that was paused by itself stays so.")
    @DeleteMapping("/plugins/{id}")
    ResponseEntity<Void> resumePlugin(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return resume(Pause.plugin(id), caller);
    }

    private ResponseEntity<Void> resume(String what, Caller caller) {
        caller.requireOperator();
        if (journal.paused().contains(what)) {
            dispatcher.resume(what);
            log.info("{} resumes {}", caller.actor(), what);
        }
        return ResponseEntity.noContent().build();
    }
}
