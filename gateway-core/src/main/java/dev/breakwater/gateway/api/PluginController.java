package dev.breakwater.gateway.api;

import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.PluginApi;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plugins: which are there, and what they can do. */
@Tag(name = "Suppliers")
@RestController
final class PluginController {
    private final Suppliers suppliers;

    PluginController(Suppliers suppliers) {
        this.suppliers = suppliers;
    }

    @Operation(
            operationId = "listPlugins",
            summary = "List plugins",
            description =
                    "Every jar at the answering member, with what it speaks, who signed it and who uses it, or why it"
                            + " was not loaded.")
    @GetMapping(path = "/v1/plugins", produces = MediaType.APPLICATION_JSON_VALUE)
    PluginView.All list() {
        return new PluginView.All(
                PluginApi.VERSION,
                suppliers.pluginStandings().stream().map(PluginView::of).toList());
    }
}
