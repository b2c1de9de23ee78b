package dev.breakwater.sandbox.stage;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a reply with its body; the time-out of {@link HttpRequest} ends with the reply's headers. */
final class WholeReply {

    private WholeReply() {}

    /** @throws HttpTimeoutException if the last byte is not there in time, because whoever sends it sleeps */
    static <T> HttpResponse<T> await(HttpClient http, HttpRequest request, BodyHandler<T> body, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> reply = http.sendAsync(request, body);
        try {
            return reply.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no whole reply within " + limit.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed.getCause());
        } finally {
            reply.cancel(true);
        }
    }
}
