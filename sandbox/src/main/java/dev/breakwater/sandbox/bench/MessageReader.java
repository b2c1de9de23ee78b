package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads HTTP/1.1 messages, one after the other, off one connection; no more of the protocol than the benchmark meets. */
final class MessageReader {
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";
    private static final String LAST = "connection: close";

    private final InputStream in;
    private byte[] buffer = new byte[8 * 1024];
    private int next;
    private int end;

    MessageReader(InputStream in) {
        this.in = in;
    }

    /**
     * A request or a reply. Bytes stand for characters.
     *
     * @param startLine the first line without its end
     * @param last whether the sender closes the connection after it
     */
    record Message(String startLine, boolean last, String body) {}

    /** The next message; empty when the other side has closed the connection in between. */
    Optional<Message> next() throws IOException {
        String startLine = line();
        if (startLine == null) {
            return Optional.empty();
        }
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = required(line()); !header.isEmpty(); header = required(line())) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            chunked |= header.equalsIgnoreCase(CHUNKED);
            last |= header.equalsIgnoreCase(LAST);
        }
        return Optional.of(new Message(startLine, last, chunked ? chunks() : bytes(length)));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(required(line()), 16);
            body.append(bytes(length));
            required(line());
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private static String required(String line) throws IOException {
        if (line == null) {
            throw new EOFException("the connection was closed within a message");
        }
        return line;
    }

    private String line() throws IOException {
        int at = next;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == '\n') {
                    String line = new String(buffer, next, at - 1 - next, ISO_8859_1);
                    next = at + 1;
                    return line;
                }
            }
            int read = at - next;
            if (!fill()) {
                return null;
            }
            at = next + read;
        }
    }

    private String bytes(int length) throws IOException {
        while (end - next < length) {
            if (!fill()) {
                throw new EOFException("the connection was closed within a message");
            }
        }
        String bytes = new String(buffer, next, length, ISO_8859_1);
        next += length;
        return bytes;
    }

    private boolean fill() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, end - next);
            end -= next;
            next = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }
}
