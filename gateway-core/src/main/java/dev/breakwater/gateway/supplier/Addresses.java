package dev.breakwater.gateway.supplier;

import java.net.URI;

/** What may stand as an address in a supplier's configuration. */
final class Addresses {
    private Addresses() {}

    /** @throws IllegalArgumentException saying why no path can be appended to it */
    static void checkBase(String key, URI url) {
        check(key, url);
        if (url.getRawQuery() != null) {
            throw new IllegalArgumentException(key + " must not have a query");
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static void check(String key, URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException(key + " must be an http or https address with a host");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(key + " must not hold credentials; give them as 'auth'");
        }
        if (url.getRawFragment() != null) {
            throw new IllegalArgumentException(key + " must not have a fragment");
        }
    }
}
