package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/** Makes Camel's HTTP client do exactly what it is told: nothing is repeated, followed or remembered. */
final class SupplierClient implements HttpClientConfigurer {
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(1);

    private final ScheduledExecutorService timer;

    SupplierClient(ScheduledExecutorService timer) {
        this.timer = requireNonNull(timer, "timer");
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .setUserAgent("Breakwater")
                .setKeepAliveStrategy(SupplierClient::keepAlive)
                .setRequestExecutor(new Departure())
                .addExecInterceptorFirst("reception", new Reception(timer));
    }

    /**
     * No look into a socket can see a close that is still under way. So connections are given up long before servers do, and
     * at half the time where the server tells its own.
     */
    private static TimeValue keepAlive(HttpResponse response, HttpContext context) {
        TimeValue told = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        TimeValue half = TimeValue.ofMilliseconds(told.toMilliseconds() / 2);
        return TimeValue.isPositive(half) && half.compareTo(LONGEST_IDLE) < 0 ? half : LONGEST_IDLE;
    }
}
