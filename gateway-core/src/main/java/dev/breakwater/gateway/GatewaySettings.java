package dev.breakwater.gateway;

import dev.breakwater.gateway.config.Durations;
import dev.breakwater.gateway.dispatch.ClusterSettings;
import dev.breakwater.gateway.postgres.DatabaseSettings;
import dev.breakwater.gateway.supplier.PluginTrust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where this gateway finds and keeps its things.
 *
 * @param config the folder with {@code suppliers/}, {@code partners/} and {@code callers.yaml}
 * @param plugins the folder with the plugins' jars
 * @param trust whose plugins are loaded
 * @param routes the folder with the Camel routes
 * @param data the folder for what it keeps itself: its own database, spooled files, its name
 * @param port what it listens on
 * @param database where the journal is
 * @param cluster whom it works with
 * @param afterRestore for how long to look before every commit, if that begins or ends with this start
 * @param reviewAlarm how long something may wait for a person
 */
record GatewaySettings(
        Path config,
        Path plugins,
        PluginTrust trust,
        Path routes,
        Path data,
        int port,
        DatabaseSettings database,
        ClusterSettings cluster,
        Optional<Duration> afterRestore,
        Duration reviewAlarm) {
    private static final int PORT = 8080;
    private static final String REVIEW_ALARM = "4h";

    /**
     * Reads the settings: {@code BREAKWATER_HOME} has {@code routes} and {@code target/dist/plugins} unless
     * {@code BREAKWATER_ROUTES} and {@code BREAKWATER_PLUGINS} say otherwise; data is kept in {@code BREAKWATER_DATA}, or
     * {@code var} there.
     *
     * @param arguments what the command line says
     * @throws IllegalArgumentException if a setting is wrong; the message is for the operator
     */
    static GatewaySettings of(Arguments arguments, Map<String, String> env) {
        Path home = Path.of(env.getOrDefault("BREAKWATER_HOME", ""))
                .toAbsolutePath()
                .normalize();
        Path data = path(env, "BREAKWATER_DATA", home.resolve("var"));
        Path config = arguments
                .config()
                .orElseGet(() -> path(env, "BREAKWATER_CONFIG", home.resolve("config")))
                .toAbsolutePath()
                .normalize();
        return new GatewaySettings(
                config,
                path(env, "BREAKWATER_PLUGINS", home.resolve("target/dist/plugins")),
                new PluginTrust(config, home.resolve("target/dist/built"), unsignedPlugins(env)),
                path(env, "BREAKWATER_ROUTES", home.resolve("routes")),
                data,
                port(env),
                DatabaseSettings.at(location(env, data)),
                cluster(env),
                arguments.afterRestore(),
                reviewAlarm(env));
    }

    private static ClusterSettings cluster(Map<String, String> env) {
        ClusterSettings cluster = ClusterSettings.of(env);
        if (!(cluster.join() instanceof ClusterSettings.Alone)
                && env.getOrDefault("BREAKWATER_DB_URL", "").isBlank()) {
            throw new IllegalArgumentException("The members of a cluster work on one database, and the gateway's own"
                    + " belongs to one process: set BREAKWATER_DB_URL, or leave the BREAKWATER_CLUSTER_ settings out.");
        }
        return cluster;
    }

    private static Path path(Map<String, String> env, String name, Path otherwise) {
        return Optional.ofNullable(env.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElse(otherwise)
                .toAbsolutePath()
                .normalize();
    }

    private static boolean unsignedPlugins(Map<String, String> env) {
        String text = env.getOrDefault("BREAKWATER_UNSIGNED_PLUGINS", "");
        if (!text.isBlank() && !text.equals("allow")) {
            throw new IllegalArgumentException("BREAKWATER_UNSIGNED_PLUGINS must be allow, or not set, not " + text);
        }
        return !text.isBlank();
    }

    private static Duration reviewAlarm(Map<String, String> env) {
        String text = Optional.ofNullable(env.get("BREAKWATER_REVIEW_ALARM"))
                .filter(given -> !given.isBlank())
                .orElse(REVIEW_ALARM);
        return Durations.parse(text)
                .filter(threshold -> !threshold.isZero())
                .orElseThrow(() -> new IllegalArgumentException(
                        "BREAKWATER_REVIEW_ALARM must be a duration such as 30m or 4h, not " + text));
    }

    private static int port(Map<String, String> env) {
        String text = env.getOrDefault("BREAKWATER_PORT", "");
        if (text.isBlank()) {
            return PORT;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("BREAKWATER_PORT must be a port between 0 and 65535, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static DatabaseSettings.Location location(Map<String, String> env, Path data) {
        String url = env.getOrDefault("BREAKWATER_DB_URL", "");
        return url.isBlank()
                ? new DatabaseSettings.Local(data.resolve("postgres"))
                : new DatabaseSettings.External(
                        url,
                        env.getOrDefault("BREAKWATER_DB_USER", ""),
                        env.getOrDefault("BREAKWATER_DB_PASSWORD", ""));
    }
}
