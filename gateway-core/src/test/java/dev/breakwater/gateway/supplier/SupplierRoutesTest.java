package dev.breakwater.gateway.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Delivery.Answered;
import dev.breakwater.gateway.conversation.Delivery.NotSent;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupplierRoutesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final String STEPS = "        steps:\n";
    private static final String ON_EXCEPTION = "    exception: [java.lang.Exception]\n"
            + "    redeliveryPolicy: {maximumRedeliveries: '3', redeliveryDelay: '1'}\n"
            + "    steps: [{log: again}]\n";
    private static final String ERROR_HANDLER = "      errorHandler:\n        noErrorHandler: {}\n";

    private final RawServer server = new RawServer();
    private final RawServer other = new RawServer();

    @AfterEach
    void close() throws Exception {
        server.close();
        other.close();
    }

    @Test
    void aChangedConfigurationWaitsForTheCallsUnderWayAndHoldsForTheTransportGivenOut() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        server.behaving(line -> {
            awaitQuietly(mayAnswer);
            line.ok();
        });
        try (Roads roads = new Roads(CLOCK)) {
            Transport transport = roads.open(server.url());
            CompletableFuture<Delivery> underWay = CompletableFuture.supplyAsync(() -> send(transport));
            await().until(() -> server.requests().size() == 1);

            CompletableFuture<Transport> change = CompletableFuture.supplyAsync(() -> roads.open(other.url()));
            CompletableFuture<Delivery> later =
                    change.copy().thenCombine(CompletableFuture.supplyAsync(() -> send(transport)), (t, d) -> d);
            assertThat(change).isNotDone();
            mayAnswer.countDown();

            assertThat(underWay.get(5, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            assertThat(change.get(5, TimeUnit.SECONDS)).isSameAs(transport);
            assertThat(later.get(5, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
            assertThat(send(transport)).isInstanceOf(Answered.class);
            assertThat(other.requests()).isNotEmpty();
        }
    }

    @Test
    void nothingIsLeftBehindByManyChanges() throws Exception {
        try (Roads roads = new Roads(CLOCK)) {
            Auth oauth = new Auth.OAuth2(URI.create(other.url() + "/token"), "a", "b", "");
            roads.routes().open(Roads.config("one", server.url(), oauth));
            int endpoints = roads.context().getEndpoints().size();

            for (int i = 0; i < 20; i++) {
                roads.routes().open(Roads.config("one", server.url(), oauth));
            }

            assertThat(roads.context().getEndpoints()).hasSize(endpoints);
            assertThat(roads.context().getRoutes()).hasSize(2);
            roads.routes().close("one");
            assertThat(roads.context().getRoutes()).isEmpty();
            assertThat(roads.context().getEndpoints()).isEmpty();
        }
    }

    @Test
    void closingASupplierLeavesOneWithALongerNameAlone() throws Exception {
        try (Roads roads = new Roads(CLOCK)) {
            Transport longer = roads.routes().open(Roads.config("one-more", server.url(), new Auth.None()));
            int endpoints = roads.context().getEndpoints().size();
            roads.routes().open(Roads.config("one", server.url(), new Auth.None()));

            roads.routes().close("one");

            assertThat(roads.context().getEndpoints()).hasSize(endpoints);
            assertThat(send(longer)).isInstanceOf(Answered.class);
        }
    }

    @Test
    void aClosedSupplierIsSentNothing() throws Exception {
        try (Roads roads = new Roads(CLOCK)) {
            Transport transport = roads.open(server.url());

            roads.routes().close("glass-tower");

            assertThat(send(transport)).isEqualTo(new NotSent("the supplier is closed"));
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/,baseUrl must be an http or https address with a host",
        "http:///x,baseUrl must be an http or https address with a host",
        "http://user:secret@host/,baseUrl must not hold credentials; give them as 'auth'",
        "http://host/?httpClientConfigurer=x,baseUrl must not have a query",
        "http://host/#x,baseUrl must not have a fragment"
    })
    void anAddressThatIsNotOneIsRefused(URI url, String message) throws Exception {
        try (Roads roads = new Roads(CLOCK)) {
            assertThatThrownBy(() -> roads.open(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    @Test
    void aMissingTemplateIsReportedOnStart() {
        assertThatThrownBy(() -> new Roads(Roads.delivered().replace("id: supplier-http", "id: other"), CLOCK))
                .hasMessageContaining("the route template 'supplier-http' is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multicast: {id: twice, steps: [{to: 'log:a'}]}",
                "wireTap: {id: twice, uri: 'log:a'}",
                "loop: {id: twice, constant: '2', steps: [{to: 'log:a'}]}",
                "loadBalance: {id: twice, failoverLoadBalancer: {}, steps: [{to: 'log:a'}]}",
                "circuitBreaker: {id: twice, steps: [{to: 'log:a'}], onFallback: {steps: [{to: 'log:b'}]}}",
                "recipientList: {id: twice, constant: 'log:a,log:b'}",
                "split: {id: twice, simple: '${body}', steps: [{to: 'log:a'}]}",
                "doTry: {id: twice, steps: [{to: 'log:a'}], doCatch: [{exception: [java.lang.Exception], steps: [{to: 'log:b'}]}]}",
                "toD: {id: twice, uri: 'log:a'}",
                "setBody: {id: twice, constant: 'another'}",
                "setHeader: {id: twice, name: CamelHttpMethod, constant: 'POST'}",
                "threads: {id: twice}"
            })
    void aStepThatCouldSendTwiceLateOrChangedIsRefused(String step) throws Exception {
        String yaml = Roads.delivered().replace(STEPS, STEPS + "          - " + step + "\n");
        String name = step.substring(0, step.indexOf(':'));

        assertRefused(yaml, "the step " + name + " (twice)");
    }

    @Test
    void redeliveryIsRefused() throws Exception {
        String yaml = Roads.delivered()
                .replace(
                        ERROR_HANDLER,
                        "      errorHandler:\n        defaultErrorHandler:\n"
                                + "          redeliveryPolicy: {maximumRedeliveries: '3'}\n");

        assertRefused(yaml, "must keep 'errorHandler: noErrorHandler'");
    }

    @Test
    void aRouteWithoutErrorHandlerOfItsOwnIsRefused() throws Exception {
        assertRefused(Roads.delivered().replace(ERROR_HANDLER, ""), "must keep 'errorHandler: noErrorHandler'");
    }

    @Test
    void aConfigurationOfAllRoutesWithOnExceptionIsRefused() throws Exception {
        String yaml =
                Roads.delivered() + "- routeConfiguration:\n    onException:\n    - onException:\n        id: twice\n"
                        + ON_EXCEPTION.indent(4);

        assertRefused(yaml, "the step onException (twice)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- onException:\n" + ON_EXCEPTION,
                "- errorHandler:\n    defaultErrorHandler:\n      redeliveryPolicy: {maximumRedeliveries: '3'}\n"
            })
    void redeliveryForTheWholeFileDoesNotReachTheSuppliers(String addition) throws Exception {
        server.behaving(RawServer.Line::reset);

        try (Roads roads = new Roads(Roads.delivered() + addition, CLOCK)) {
            assertThat(send(roads.open(server.url()))).isInstanceOf(Delivery.Lost.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "                httpClientConfigurer: \"#{{client}}\"\n",
                "                clientConnectionManager: \"#{{connections}}\"\n",
                "                headerFilterStrategy: \"#{{headers}}\"\n",
                "                bridgeEndpoint: true\n",
                "                throwExceptionOnFailure: false\n"
            })
    void aCallWithoutItsSafeguardsIsRefused(String safeguard) throws Exception {
        assertThat(Roads.delivered()).contains(safeguard);

        assertRefused(Roads.delivered().replace(safeguard, ""), "must call the supplier with");
    }

    @Test
    void logAndPropertiesMayBeAdded() throws Exception {
        String yaml = Roads.delivered().replace(STEPS, STEPS + "          - log: calling\n");

        try (Roads roads = new Roads(yaml, CLOCK)) {
            assertThat(send(roads.open(server.url()))).isInstanceOf(Answered.class);
        }
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> {
                    try (Roads roads = new Roads(yaml, CLOCK)) {
                        roads.open(server.url());
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("routes/supplier-http.camel.yaml: ")
                .hasMessageContaining(message);
    }

    private static Delivery send(Transport transport) {
        return transport.send(WireRequest.json(RequestKind.COMMIT, "POST", "/x", Map.of(), "{}"), () -> true);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
