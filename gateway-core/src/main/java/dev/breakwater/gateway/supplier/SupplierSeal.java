package dev.breakwater.gateway.supplier;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.supplier.SupplierConfig.Auth;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.SigningKey;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts a supplier's secrets into the body, and then the plugin's signature beside it. */
final class SupplierSeal implements Seal {
    private final Secrets secrets;
    private final Optional<Signature> signature;

    private record Signature(Signer signer, SigningKey key) {}

    private SupplierSeal(Secrets secrets, Optional<Signature> signature) {
        this.secrets = requireNonNull(secrets, "secrets");
        this.signature = requireNonNull(signature, "signature");
    }

    static SupplierSeal of(SupplierConfig config, ProtocolInfo info, SupplierProtocol protocol) {
        Optional<Signature> signature = config.auth() instanceof Auth.Signed signed
                ? protocol.signer().map(signer -> new Signature(signer, new SigningKey(signed.key(), signed.secret())))
                : Optional.empty();
        return new SupplierSeal(Secrets.of(config, info), signature);
    }

    @Override
    public Sealed seal(WireRequest request, Instant now) throws StayedException {
        WireRequest revealed = secrets.reveal(request);
        return new Sealed(revealed, signature.isPresent() ? sign(signature.get(), revealed, now) : List.of());
    }

    private static List<Header> sign(Signature signature, WireRequest request, Instant now) throws StayedException {
        Map<String, String> headers;
        try {
            headers = Map.copyOf(signature.signer().sign(request, signature.key(), now));
        } catch (Throwable e) {
            // Its message may hold the key.
            throw new StayedException(
                    "the plugin's signer threw " + e.getClass().getName());
        }
        check(request, headers);
        return headers.entrySet().stream()
                .map(header -> new Header(header.getKey(), header.getValue()))
                .toList();
    }

    private static void check(WireRequest request, Map<String, String> headers) throws StayedException {
        Map<String, String> ordinary = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(
                (name, value) -> ordinary.put(name.equalsIgnoreCase("Authorization") ? "X-Signature" : name, value));
        if (headers.keySet().stream().anyMatch(request.headers()::containsKey)) {
            throw new StayedException("the plugin's signer sets a header that the request has");
        }
        try {
            new WireRequest(RequestKind.READ, "GET", "/", ordinary, "", Bytes.EMPTY);
        } catch (IllegalArgumentException refused) {
            throw new StayedException("the plugin's signer: " + refused.getMessage());
        }
    }
}
