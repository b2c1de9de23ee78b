package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Suppliers: what they can do, how they do, and the operators' hand on them. */
@Tag(name = "Suppliers")
@RestController
@RequestMapping(path = "/v1/suppliers", produces = MediaType.APPLICATION_JSON_VALUE)
final class SupplierController {
    private static final Logger log = LoggerFactory.getLogger(SupplierController.class);
    private static final String EVERY = "*";

    private final Suppliers suppliers;
    private final Dispatcher dispatcher;
    private final Journal journal;

    SupplierController(Suppliers suppliers, Dispatcher dispatcher, Journal journal) {
        this.suppliers = suppliers;
        this.dispatcher = dispatcher;
        this.journal = journal;
    }

    @Operation(
            operationId = "listSuppliers",
            summary = "List suppliers",
            description = "With what their protocol can do, and their health.")
    @GetMapping
    SupplierView.All list() {
        List<String> paused = journal.paused();
        boolean allPaused = paused.contains(EVERY);
        return new SupplierView.All(
                suppliers.all().stream()
                        .map(one -> SupplierView.of(one, allPaused || paused.contains(one.id())))
                        .toList(),
                allPaused);
    }

    @Operation(operationId = "getSupplier", summary = "See a supplier")
    @GetMapping("/{id}")
    SupplierView get(@PathVariable("id") String id) {
        Supplier supplier = find(id);
        List<String> paused = journal.paused();
        return SupplierView.of(supplier, paused.contains(EVERY) || paused.contains(supplier.id()));
    }

    @Operation(
            operationId = "forecastSupplier",
            summary = "See what becomes of what waits (operators)",
            description = "How long it takes, which deadlines will be missed and what that costs, before it happens.")
    @GetMapping("/{id}/forecast")
    ForecastView forecast(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        Supplier supplier = find(id);
        return ForecastView.of(supplier.id(), dispatcher.forecast(supplier));
    }

    @Operation(
            operationId = "pauseSupplier",
            summary = "Pause a supplier (operators)",
            description = "Nothing more is sent to it; what was accepted waits, and more is accepted.")
    @PostMapping("/{id}/pause")
    SupplierView pause(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        pauseOrResume(find(id).id(), caller, true);
        return get(id);
    }

    @Operation(
            operationId = "resumeSupplier",
            summary = "Resume a supplier (operators)",
            description = "It stays paused while all are; see the answer.")
    @PostMapping("/{id}/resume")
    SupplierView resume(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        pauseOrResume(find(id).id(), caller, false);
        return get(id);
    }

    @Operation(
            operationId = "pauseAllSuppliers",
            summary = "Pause all suppliers (operators)",
            description = "Those added later too.")
    @PostMapping("/pause")
    SupplierView.All pauseAll(@Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        pauseOrResume(EVERY, caller, true);
        return list();
    }

    @Operation(
            operationId = "resumeAllSuppliers",
            summary = "Resume all suppliers (operators)",
            description = "Lifts the pause of all; one that was paused by itself stays so.")
    @PostMapping("/resume")
    SupplierView.All resumeAll(@Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        caller.requireOperator();
        pauseOrResume(EVERY, caller, false);
        return list();
    }

    private void pauseOrResume(String supplier, Caller caller, boolean pause) {
        log.info("{} {} {}", caller.actor(), pause ? "pauses" : "resumes", supplier);
        if (pause) {
            dispatcher.pause(supplier, caller.actor());
        } else {
            dispatcher.resume(supplier);
        }
    }

    private Supplier find(String id) {
        return suppliers
                .find(id)
                .orElseThrow(() -> Rejection.of(
                        Code.NOT_FOUND, "No supplier of this id is configured; GET /v1/suppliers lists them."));
    }
}
