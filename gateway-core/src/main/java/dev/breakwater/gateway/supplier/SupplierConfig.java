package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One supplier as configured in {@code config/suppliers/ID.yaml}, checked and with its secrets resolved.
 *
 * @param id letters, digits and dashes; the name of the file
 * @param name for people
 * @param plugin the plugin's id
 * @param pluginVersion the version it is pinned to; empty: the newest that is there
 * @param protocol one of the plugin's protocols
 * @param baseUrl http or https, without query; what plugins' paths are appended to
 * @param auth how requests are authenticated
 * @param pushSecret the last segment of the address where it tells of changes by itself; empty: it does not
 * @param timeouts limits of one exchange
 * @param protection what keeps the gateway from being too much for it
 * @param currency what the supplier settles in
 * @param timeZone the zone of times told without one
 * @param settlingTime how long its reads may lag behind its commits
 * @param priceLocked whether a quote's price holds until it expires
 * @param idempotentCommit whether the same bytes with the same key may be sent again
 * @param resend whether a commit that is proven not executed may be sent again
 * @param agreeingLookups how many look-ups in a row have to agree that a commit was not executed, to prove it
 * @param lookups how long after a lost reply, and after each look-up that settled nothing, to look; then a person has to
 * @param retry when to try again what certainly did nothing
 * @param settings the plugin's own
 */
public record SupplierConfig(
        String id,
        String name,
        String plugin,
        Optional<String> pluginVersion,
        String protocol,
        URI baseUrl,
        Auth auth,
        Optional<String> pushSecret,
        Timeouts timeouts,
        Protection protection,
        Currency currency,
        ZoneId timeZone,
        Duration settlingTime,
        boolean priceLocked,
        boolean idempotentCommit,
        Resend resend,
        int agreeingLookups,
        List<Duration> lookups,
        Retry retry,
        Map<String, String> settings) {

    public SupplierConfig {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(plugin, "plugin");
        requireNonNull(pluginVersion, "pluginVersion");
        requireNonNull(protocol, "protocol");
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(auth, "auth");
        requireNonNull(pushSecret, "pushSecret");
        requireNonNull(timeouts, "timeouts");
        requireNonNull(protection, "protection");
        requireNonNull(currency, "currency");
        requireNonNull(timeZone, "timeZone");
        requireNonNull(settlingTime, "settlingTime");
        requireNonNull(resend, "resend");
        requireNonNull(retry, "retry");
        lookups = List.copyOf(lookups);
        settings = Map.copyOf(settings);
    }

    /** Only the id: settings may be secrets. */
    @Override
    public String toString() {
        return "SupplierConfig[" + id + "]";
    }

    /** How requests are authenticated. None of these prints its secrets. */
    public sealed interface Auth {
        /** Not at all. */
        record None() implements Auth {}

        /** {@code Authorization: Bearer TOKEN}. */
        record Bearer(String token) implements Auth {
            @Override
            public String toString() {
                return "Bearer[…]";
            }
        }

        /** A header of the supplier's own. */
        record HeaderKey(String header, String value) implements Auth {
            @Override
            public String toString() {
                return "HeaderKey[" + header + ", …]";
            }
        }

        /**
         * By the plugin's own signature.
         *
         * @param key what names the key to the supplier
         */
        record Signed(String key, String secret) implements Auth {
            @Override
            public String toString() {
                return "Signed[…]";
            }
        }

        /** RFC 7617. */
        record Basic(String username, String password) implements Auth {
            @Override
            public String toString() {
                return "Basic[…]";
            }
        }

        /**
         * RFC 6749, section 4.4: client credentials, the client authenticated by HTTP Basic.
         *
         * @param scope empty: none is asked for
         */
        record OAuth2(URI tokenUrl, String clientId, String clientSecret, String scope) implements Auth {
            @Override
            public String toString() {
                return "OAuth2[" + tokenUrl + ", …]";
            }
        }
    }

    /**
     * Limits of one exchange.
     *
     * @param connect until the connection stands
     * @param response until the reply begins, and between two reads of it
     * @param total for the whole exchange, however slowly the reply drips
     */
    public record Timeouts(Duration connect, Duration response, Duration total) {}

    /** Whether a commit that is proven not executed may be sent again. */
    public enum Resend {
        NEVER,
        AFTER_PROOF
    }

    /**
     * When to try again what certainly did nothing.
     *
     * @param initial before the second attempt; doubled with each further one, and drawn by lot between zero and that
     * @param max the longest wait; also caps {@code Retry-After}
     * @param giveUpAfter the age at which a cancellation expires
     */
    public record Retry(Duration initial, Duration max, Duration giveUpAfter) {}
}
