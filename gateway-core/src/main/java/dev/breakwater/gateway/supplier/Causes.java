package dev.breakwater.gateway.supplier;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Short texts for people that say why a request or its reply came to nothing, without anything of either in them. */
final class Causes {
    private final SupplierConfig.Timeouts timeouts;

    Causes(SupplierConfig.Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    String notSent(Call call, Throwable failure) {
        if (failure instanceof StayedException) {
            return failure.getMessage();
        }
        if (call.hasExpired()) {
            return "no connection within " + Durations.text(timeouts.total());
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return "no connection became free within " + Durations.text(timeouts.connect());
        }
        if (failure instanceof ConnectTimeoutException || failure instanceof SocketTimeoutException) {
            return "connect timed out after " + Durations.text(timeouts.connect());
        }
        if (failure instanceof UnknownHostException) {
            return "unknown host";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof SSLException) {
            return "TLS handshake failed";
        }
        if (failure instanceof SocketException) {
            return "connection lost before the request was sent";
        }
        if (failure instanceof DirectConsumerNotAvailableException) {
            return "the supplier's route is stopped";
        }
        return "not sent (" + nameOf(failure) + ")";
    }

    /** Whether somebody tried to reach the supplier, and could not. */
    static boolean isUnreachable(Throwable failure) {
        return !(failure instanceof StayedException
                || failure instanceof ConnectionRequestTimeoutException
                || failure instanceof DirectConsumerNotAvailableException);
    }

    String lost(Call call, Throwable failure) {
        if (call.hasExpired()) {
            return "no complete reply within " + Durations.text(timeouts.total());
        }
        if (failure instanceof ReplyTooLargeException) {
            return failure.getMessage();
        }
        if (failure instanceof SocketTimeoutException) {
            return "no reply within " + Durations.text(timeouts.response());
        }
        if (failure instanceof NoHttpResponseException) {
            return "connection closed after the request was sent";
        }
        if (failure instanceof ConnectionClosedException || failure instanceof TruncatedChunkException) {
            return "the reply was cut off";
        }
        if (failure instanceof SSLException) {
            return "TLS failed after the request was sent";
        }
        if (failure instanceof SocketException) {
            return "connection reset after the request was sent";
        }
        if (failure instanceof HttpException
                || failure instanceof MessageConstraintException
                || failure instanceof MalformedChunkCodingException) {
            return "the reply is not valid HTTP";
        }
        return "no complete reply (" + nameOf(failure) + ")";
    }

    private static String nameOf(Throwable failure) {
        return failure == null ? "no exception" : failure.getClass().getSimpleName();
    }
}
