package dev.breakwater.gateway.supplier;

import dev.breakwater.gateway.conversation.CrashPoint;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The last thing before the first byte: is the connection really there, and may the request still leave? */
final class Departure extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        Call call =
                Call.current().orElseThrow(() -> new StayedException("the request came over no supplier's transport"));
        if (connection.getEndpointDetails().getRequestCount() > 0 && isStale(connection)) {
            throw new StaleConnectionException();
        }
        call.depart();
        HttpClientConnection road = CrashPoint.armed() && call.mayCommit() ? crashing(connection) : connection;
        return super.execute(request, road, informationCallback, context);
    }

    private static HttpClientConnection crashing(HttpClientConnection connection) {
        return (HttpClientConnection) Proxy.newProxyInstance(
                Departure.class.getClassLoader(),
                new Class<?>[] {HttpClientConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("receiveResponseHeader")) {
                        CrashPoint.AFTER_SEND.reach();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    /** The client's own check waits a millisecond for each call; a look into the socket's buffer takes microseconds. */
    private static boolean isStale(HttpClientConnection connection) throws IOException {
        if (connection instanceof ManagedHttpClientConnection managed) {
            Socket socket = managed.getSocket();
            SocketChannel channel = socket == null ? null : socket.getChannel();
            if (channel != null) {
                return isStale(channel);
            }
        }
        return connection.isStale();
    }

    private static boolean isStale(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            // Bytes nobody asked for would be taken for the answer to this request: such a connection is not used
            // either.
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return !silent;
        } catch (IOException gone) {
            return true;
        }
    }
}
