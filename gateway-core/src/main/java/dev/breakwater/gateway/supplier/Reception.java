package dev.breakwater.gateway.supplier;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Around the whole exchange: holds it to its total time, finds a living connection, and takes the reply whole or not at all. */
final class Reception implements ExecChainHandler {
    static final int LARGEST_REPLY = 5 * 1024 * 1024;
    private static final Set<String> DROPPED = Set.of("set-cookie", "set-cookie2");

    private final ScheduledExecutorService timer;

    Reception(ScheduledExecutorService timer) {
        this.timer = requireNonNull(timer, "timer");
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Call call =
                Call.current().orElseThrow(() -> new StayedException("the request came over no supplier's transport"));
        Future<?> deadline = timer.schedule(
                () -> {
                    call.expire();
                    scope.execRuntime.discardEndpoint();
                },
                call.total().toNanos(),
                NANOSECONDS);
        try {
            ClassicHttpResponse response = overLivingConnection(call, request, scope, chain);
            call.arrive(new WireReply(response.getCode(), headers(response), body(response, scope)));
            response.setEntity(null);
            return response;
        } catch (IOException | HttpException | RuntimeException broken) {
            scope.execRuntime.discardEndpoint();
            throw broken;
        } finally {
            deadline.cancel(false);
        }
    }

    private static ClassicHttpResponse overLivingConnection(
            Call call, ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest attempt = request;
        while (true) {
            try {
                // Camel would encode the path once more in places.
                attempt.setPath(withoutTrailingSlash(attempt.getPath()) + call.path());
                return chain.proceed(attempt, scope);
            } catch (StaleConnectionException stale) {
                attempt = ClassicRequestBuilder.copy(scope.originalRequest).build();
            }
        }
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headerIterator().forEachRemaining(header -> {
            String name = header.getName();
            String lowerCase = name.toLowerCase(ROOT);
            if (!lowerCase.startsWith("camel") && !DROPPED.contains(lowerCase)) {
                String value = header.getValue() == null ? "" : header.getValue();
                headers.merge(name, value, (earlier, later) -> earlier + ", " + later);
            }
        });
        return headers;
    }

    private static Bytes body(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return Bytes.EMPTY;
        }
        if (entity.getContentLength() > LARGEST_REPLY) {
            throw new ReplyTooLargeException();
        }
        try (InputStream content = entity.getContent()) {
            byte[] bytes = content.readNBytes(LARGEST_REPLY + 1);
            if (bytes.length > LARGEST_REPLY) {
                // Otherwise closing the stream would read on to its end.
                scope.execRuntime.discardEndpoint();
                throw new ReplyTooLargeException();
            }
            return Bytes.of(bytes);
        }
    }
}
