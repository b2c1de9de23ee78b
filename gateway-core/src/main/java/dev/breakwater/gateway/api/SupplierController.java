package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Suppliers: what they can do, and how they do. */
@Tag(name = "Suppliers")
@RestController
@RequestMapping(path = "/v1/suppliers", produces = MediaType.APPLICATION_JSON_VALUE)
final class SupplierController {
    private final Suppliers suppliers;
    private final Dispatcher dispatcher;

    SupplierController(Suppliers suppliers, Dispatcher dispatcher) {
        this.suppliers = suppliers;
        this.dispatcher = dispatcher;
    }

    @Operation(
            operationId = "listSuppliers",
            summary = "List suppliers",
            description = "With what their protocol can do, and their health.")
    @GetMapping
    SupplierView.All list() {
        return new SupplierView.All(suppliers.all().stream()
                .map(one -> SupplierView.of(one, dispatcher.isPaused(one.id())))
                .toList());
    }

    @Operation(operationId = "getSupplier", summary = "See a supplier")
    @GetMapping("/{id}")
    SupplierView get(@PathVariable("id") String id) {
        Supplier supplier = find(id);
        return SupplierView.of(supplier, dispatcher.isPaused(supplier.id()));
    }

    private Supplier find(String id) {
        return suppliers
                .find(id)
                .orElseThrow(() -> Rejection.of(
                        Code.NOT_FOUND, "No supplier of this id is configured; GET /v1/suppliers lists them."));
    }
}
