package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One request in the supplier's protocol. The gateway adds the supplier's base URL, the credentials, tracing headers and
 * {@code Content-Length}; a plugin never sees or writes those.
 *
 * @param kind what it may do at the supplier
 * @param method an HTTP method of RFC 9110 or RFC 5789, upper case
 * @param path path and query relative to the supplier's base URL, beginning with a slash and percent-encoded by the plugin
 *     ({@link #segment(String)})
 * @param headers the protocol's own headers, such as {@code Accept} or {@code Idempotency-Key}; names compare
 *     without case. Those the gateway writes itself are refused, and so is anything but printable ASCII in a value
 * @param contentType the media type of the body, empty if there is no body
 * @param body the exact bytes to send
 */
public record WireRequest(
        RequestKind kind, String method, String path, Map<String, String> headers, String contentType, Bytes body) {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Written by the gateway alone. */
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade");

    public WireRequest {
        requireNonNull(kind, "kind");
        requireNonNull(contentType, "contentType");
        requireNonNull(body, "body");
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method must be one of " + METHODS + ": " + method);
        }
        if (!path.startsWith("/")
                || path.startsWith("//")
                || path.chars().anyMatch(c -> c <= ' ' || c == '#' || c >= 0x7f)) {
            throw new IllegalArgumentException("path must begin with one slash and be percent-encoded: " + path);
        }
        if (contentType.isEmpty() != body.isEmpty()) {
            throw new IllegalArgumentException("a body needs a content type, and a content type a body");
        }
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HEADER.matcher(name).matches()
                    || RESERVED_HEADERS.contains(lower)
                    || lower.startsWith("camel")
                    || lower.startsWith("proxy-")) {
                throw new IllegalArgumentException("a plugin must not set the header " + name);
            }
            if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("the header " + name + " has characters other than printable ASCII");
            }
            sorted.put(name, value);
        });
        headers = Collections.unmodifiableMap(sorted);
    }

    /** A read without a body. */
    public static WireRequest get(String path, Map<String, String> headers) {
        return new WireRequest(RequestKind.READ, "GET", path, headers, "", Bytes.EMPTY);
    }

    /** A request with a JSON body. */
    public static WireRequest json(
            RequestKind kind, String method, String path, Map<String, String> headers, String body) {
        return new WireRequest(kind, method, path, headers, "application/json", Bytes.utf8(body));
    }

    /**
     * A value as one segment of a path, or one value of a query: everything but RFC 3986's unreserved characters is
     * percent-encoded in UTF-8. The segments {@code .} and {@code ..} are refused, because they would climb in the path.
     */
    public static String segment(String value) {
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("not a path segment: '" + value + "'");
        }
        StringBuilder encoded = new StringBuilder();
        for (byte b : Bytes.utf8(value).toByteArray()) {
            int c = b & 0xff;
            boolean unreserved = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '-'
                    || c == '.'
                    || c == '_'
                    || c == '~';
            if (unreserved) {
                encoded.append((char) c);
            } else {
                encoded.append(String.format("%%%02X", c));
            }
        }
        return encoded.toString();
    }
}
