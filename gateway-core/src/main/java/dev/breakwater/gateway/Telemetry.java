package dev.breakwater.gateway;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** How the gateway tells about itself: the format of its log, and where its traces go. */
final class Telemetry {
    private Telemetry() {}

    /**
     * What the framework has to be told. {@code BREAKWATER_LOG} is {@code text} or {@code json} (one object a line, in the names
     * of the Elastic Common Schema); {@code BREAKWATER_OTLP} is the address traces are sent to by OTLP over HTTP.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message is for the operator
     */
    static Map<String, Object> properties(Map<String, String> env) {
        Map<String, Object> properties = new HashMap<>();
        String format = env.getOrDefault("BREAKWATER_LOG", "");
        if (format.equals("json")) {
            properties.put("breakwater.log", "json");
        } else if (!format.isBlank() && !format.equals("text")) {
            throw new IllegalArgumentException("BREAKWATER_LOG must be text or json, not " + format);
        }
        String collector = env.getOrDefault("BREAKWATER_OTLP", "");
        if (!collector.isBlank()) {
            properties.put("management.otlp.tracing.endpoint", address(collector));
            properties.put("breakwater.sampling", 1.0);
        }
        return properties;
    }

    private static String address(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            address = URI.create("");
        }
        if (address.getHost() == null || !"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException(
                    "BREAKWATER_OTLP must be an address such as http://collector:4318/v1/traces");
        }
        return text;
    }
}
