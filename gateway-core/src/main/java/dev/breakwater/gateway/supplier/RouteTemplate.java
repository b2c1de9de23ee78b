package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;

/** The template {@code supplier-http}, as {@code routes/supplier-http.camel.yaml} has it, and the routes made of it. */
final class RouteTemplate {
    private static final String NAME = "supplier-http";

    private final ModelCamelContext context;
    private final ScheduledExecutorService timer;
    private final ObservationRegistry observations;

    /** @throws IllegalStateException if the template is not there, or could send a commit twice */
    RouteTemplate(CamelContext context, ScheduledExecutorService timer, ObservationRegistry observations) {
        this.context = (ModelCamelContext) requireNonNull(context, "context");
        this.timer = requireNonNull(timer, "timer");
        this.observations = requireNonNull(observations, "observations");
        RouteTemplateDefinition template = this.context.getRouteTemplateDefinition(NAME);
        if (template == null) {
            throw RouteCheck.refusal("the route template '" + NAME + "' is missing");
        }
        RouteCheck.check("the template " + NAME, template.getRoute());
    }

    /**
     * Makes and starts a route.
     *
     * @param id unique among the routes of this template
     * @throws IllegalStateException if the route could send a commit twice
     */
    SupplierRoute open(String id, URI baseUrl, SupplierConfig.Timeouts timeouts, int connections) {
        Parts parts = new Parts(id, new SupplierClient(timer), Connections.atMost(connections, timeouts));
        parts.bind();
        try {
            add(parts, baseUrl, timeouts);
            RouteCheck.check("the route " + parts.routeId(), context.getRouteDefinition(parts.routeId()));
            RouteCheck.check(endpointOf(parts), parts.routeId());
            Endpoint entrance = context.getEndpoint("direct:" + parts.routeId() + "?block=false");
            Producer producer = entrance.createProducer();
            producer.start();
            return new SupplierRoute(
                    entrance, producer, timeouts, new ExchangeObservation(id, observations), parts::remove);
        } catch (IllegalStateException refused) {
            parts.remove();
            throw refused;
        } catch (Exception failed) {
            parts.remove();
            throw new IllegalStateException("the route to the supplier " + id + " does not start: " + failed, failed);
        }
    }

    private void add(Parts parts, URI baseUrl, SupplierConfig.Timeouts timeouts) throws Exception {
        TemplatedRouteBuilder.builder(context, NAME)
                .routeId(parts.routeId())
                .parameter("id", parts.id())
                .parameter("baseUrl", baseUrl.toString())
                .parameter("connectTimeout", timeouts.connect().toMillis())
                .parameter("responseTimeout", timeouts.response().toMillis())
                .parameter("client", parts.bean("client"))
                .parameter("connections", parts.bean("connections"))
                .parameter("headers", parts.bean("headers"))
                .add();
    }

    private HttpEndpoint endpointOf(Parts parts) {
        return context.getEndpoints().stream()
                .filter(HttpEndpoint.class::isInstance)
                .map(HttpEndpoint.class::cast)
                .filter(endpoint -> endpoint.getHttpClientConfigurer() == parts.client())
                .filter(endpoint -> endpoint.getClientConnectionManager() == parts.connections())
                .filter(endpoint -> endpoint.getHeaderFilterStrategy() instanceof RequestHeaders)
                .findAny()
                .orElse(null);
    }

    /** What one route is made of. */
    private final class Parts {
        private final String id;
        private final SupplierClient client;
        private final HttpClientConnectionManager connections;

        Parts(String id, SupplierClient client, HttpClientConnectionManager connections) {
            this.id = id;
            this.client = client;
            this.connections = connections;
        }

        String id() {
            return id;
        }

        SupplierClient client() {
            return client;
        }

        HttpClientConnectionManager connections() {
            return connections;
        }

        String routeId() {
            return "supplier-" + id;
        }

        String bean(String part) {
            return routeId() + "-" + part;
        }

        void bind() {
            context.getRegistry().bind(bean("client"), client);
            context.getRegistry().bind(bean("connections"), connections);
            context.getRegistry().bind(bean("headers"), new RequestHeaders());
        }

        private void removeEntrances() throws Exception {
            String entrance = "direct://" + routeId();
            for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
                String uri = endpoint.getEndpointUri();
                if (uri.equals(entrance) || uri.startsWith(entrance + "?")) {
                    context.removeEndpoint(endpoint);
                }
            }
        }

        void remove() {
            try {
                if (context.getRoute(routeId()) != null) {
                    context.getRouteController().stopRoute(routeId());
                    context.removeRoute(routeId());
                }
                RouteDefinition definition = context.getRouteDefinition(routeId());
                if (definition != null) {
                    context.removeRouteDefinition(definition);
                }
                removeEntrances();
            } catch (Exception failed) {
                throw new IllegalStateException(
                        "the route to the supplier " + id + " does not stop: " + failed, failed);
            } finally {
                connections.close(CloseMode.IMMEDIATE);
                context.getRegistry().unbind(bean("client"));
                context.getRegistry().unbind(bean("connections"));
                context.getRegistry().unbind(bean("headers"));
            }
        }
    }
}
