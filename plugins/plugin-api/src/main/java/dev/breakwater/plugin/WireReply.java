package dev.breakwater.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One reply of a supplier, whole and unread. Everything in it is untrusted.
 *
 * @param status the HTTP status, 100 to 599
 * @param headers the headers; names compare without case, repeated ones are joined by a comma
 * @param body the bytes of the body, without transfer or content encoding
 */
public record WireReply(int status, Map<String, String> headers, Bytes body) {
    public WireReply {
        requireNonNull(body, "body");
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("not an HTTP status: " + status);
        }
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = Collections.unmodifiableMap(sorted);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the status is 200 to 299. That alone never means success: read the body. */
    public boolean is2xx() {
        return status >= 200 && status < 300;
    }

    /** The body as UTF-8 text. */
    public String text() {
        return body.text(UTF_8);
    }
}
