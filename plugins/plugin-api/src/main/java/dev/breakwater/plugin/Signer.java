package dev.breakwater.plugin;

import java.time.Instant;
import java.util.Map;

/** Signs requests where the protocol has a signature of its own. Called immediately before a request leaves. */
public interface Signer {
    /**
     * A pure function. What it answers is sent and never recorded.
     *
     * @param request what leaves
     * @param key the supplier's key, as configured
     * @param now the time to sign with
     * @return headers to add; {@code Authorization} is allowed here
     */
    Map<String, String> sign(WireRequest request, SigningKey key, Instant now);
}
