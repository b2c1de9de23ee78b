package dev.breakwater.gateway.supplier;

import java.util.List;
import java.util.Set;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * Refuses a route to a supplier that could send a commit twice, late or changed. Few steps can be trusted not to, so they are
 * the ones that are listed.
 */
final class RouteCheck {
    private static final Set<String> HARMLESS_STEPS =
            Set.of("log", "setProperty", "removeProperty", "setVariable", "removeVariable");

    private RouteCheck() {}

    /** @throws IllegalStateException saying which step may not be there */
    static void check(String name, RouteDefinition route) {
        if (!(route.getErrorHandlerFactory() instanceof NoErrorHandlerDefinition)) {
            throw refusal(name + " must keep 'errorHandler: noErrorHandler', because another one may send again or lose"
                    + " track of what was sent");
        }
        List<ProcessorDefinition<?>> steps = route.getOutputs();
        for (ProcessorDefinition<?> step : steps) {
            if (!(step instanceof ToDefinition) && !HARMLESS_STEPS.contains(step.getShortName())) {
                throw refusal(name + " has the step " + nameOf(step) + ", but the way of a commit may only have 'to'"
                        + " once and " + HARMLESS_STEPS.stream().sorted().toList()
                        + ": any other step may send it twice, late or changed");
            }
        }
        if (steps.stream().filter(ToDefinition.class::isInstance).count() != 1) {
            throw refusal(name + " must have exactly one step 'to', the call of the supplier");
        }
    }

    /**
     * @param endpoint the one over the client and the connections that belong to this route; null if there is none
     * @throws IllegalStateException if that is not how the supplier is called
     */
    static void check(HttpEndpoint endpoint, String routeId) {
        if (endpoint == null) {
            throw refusal(
                    "the route " + routeId + " must call the supplier with the parameters httpClientConfigurer"
                            + " '#{{client}}', clientConnectionManager '#{{connections}}' and headerFilterStrategy '#{{headers}}'");
        }
        if (!endpoint.isBridgeEndpoint() || endpoint.isThrowExceptionOnFailure()) {
            throw refusal("the route " + routeId + " must call the supplier with bridgeEndpoint 'true' and"
                    + " throwExceptionOnFailure 'false'");
        }
    }

    private static String nameOf(OptionalIdentifiedDefinition<?> step) {
        return step.getId() == null ? step.getShortName() : step.getShortName() + " (" + step.getId() + ")";
    }

    static IllegalStateException refusal(String problem) {
        return new IllegalStateException("routes/supplier-http.camel.yaml: " + problem
                + ". Take it out, or restore the file as it was delivered.");
    }
}
