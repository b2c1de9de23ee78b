package dev.breakwater.sandbox.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One running supplier: a protocol behind an HTTP server on 127.0.0.1, with its effect log. */
public final class SupplierSimulator implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int BUSY_REQUESTS = 2;

    private final Protocol protocol;
    private final EffectLog effects;
    private final Timing timing;
    private final List<Route> routes;
    private final Map<String, Integer> greetings = new ConcurrentHashMap<>();
    private final WireMockServer server;
    private volatile boolean inService = true;

    SupplierSimulator(int port, Protocol protocol, EffectLog effects, Timing timing) {
        this.protocol = protocol;
        this.effects = effects;
        this.timing = timing;
        this.routes =
                Stream.concat(ownRoutes().stream(), protocol.routes().stream()).toList();
        this.server = new WireMockServer(options()
                .bindAddress(HOST)
                .port(port)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .notifier(new LoggingNotifier())
                // A held reply must not hold one of the server's request threads.
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(4)
                .extensions(new Transformer()));
    }

    void start() {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(Transformer.NAME)));
    }

    /** Where the supplier is spoken to, without a slash at the end. */
    public String baseUrl() {
        return "http://" + HOST + ":" + server.port();
    }

    public int port() {
        return server.port();
    }

    /** Out of service, everything but tokens is answered 503, and nothing is done. */
    public void serve(boolean willing) {
        inService = willing;
    }

    public EffectLog effects() {
        return effects;
    }

    @Override
    public void close() {
        server.stop();
    }

    private List<Route> ownRoutes() {
        return List.of(
                Route.open("GET", "/effects", call -> Reply.json(200, Json.MAPPER.valueToTree(effects.all())))
                        .about(call -> Optional.empty()),
                Route.open("GET", "/effects/{reference}", this::effectsOf).about(call -> Optional.empty()));
    }

    private Reply effectsOf(Call call) {
        return Reply.json(200, Json.MAPPER.valueToTree(effects.of(call.bound(Route.REFERENCE))));
    }

    private ResponseDefinition answer(Request request) {
        for (Route route : routes) {
            Optional<Map<String, String>> bound =
                    route.match(request.getMethod().getName(), request.getUrl());
            if (bound.isPresent()) {
                return answer(route, new Call(request, bound.get()));
            }
        }
        return protocol.noSuchPath(new Call(request, Map.of())).toResponse().build();
    }

    private ResponseDefinition answer(Route route, Call call) {
        Optional<String> reference = route.subject().apply(call);
        if (route.isCommit(call)) {
            reference.ifPresent(booking ->
                    effects.requested(booking, call.header("Idempotency-Key").orElse(null), call.body()));
        }
        Reply reply = refusalAtTheDoor(route, call, reference)
                .orElseGet(() -> route.handler().apply(call));
        return reply.delivery().deliver(reply, reference.orElse(""), timing).build();
    }

    private Optional<Reply> refusalAtTheDoor(Route route, Call call, Optional<String> reference) {
        if (route.kind() == Route.Kind.OPEN) {
            return Optional.empty();
        }
        if (!inService) {
            return Optional.of(Reply.text(503, "Out of service, try again later"));
        }
        return protocol.turnAway(call)
                .or(() -> reference.filter(this::isStillBusy).map(busy -> protocol.tooManyRequests()));
    }

    private boolean isStillBusy(String reference) {
        return Behaviour.of(reference)
                .filter(behaviour -> behaviour.condition() == Condition.BUSY)
                .map(busy -> greetings.merge(EffectLog.canonical(reference), 1, Integer::sum) <= BUSY_REQUESTS)
                .orElse(false);
    }

    private final class Transformer implements ResponseDefinitionTransformerV2 {
        private static final String NAME = "supplier";

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return answer(event.getRequest());
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return NAME;
        }
    }
}
