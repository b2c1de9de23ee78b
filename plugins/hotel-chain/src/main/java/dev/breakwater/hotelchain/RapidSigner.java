package dev.breakwater.hotelchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.SigningKey;
import dev.breakwater.plugin.WireRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Signs with the scheme EAN: SHA-512 over key, secret and the seconds since 1970. */
record RapidSigner(Spelling spelling) implements Signer {
    /** How the words of the header are spelt. */
    enum Spelling {
        LOWER_CASE("apikey", "signature"),
        MIXED_CASE("APIKey", "Signature");

        private final String key;
        private final String signature;

        Spelling(String key, String signature) {
            this.key = key;
            this.signature = signature;
        }

        /** @param key how the first word is spelt */
        static Optional<Spelling> of(String key) {
            return Arrays.stream(values())
                    .filter(spelling -> spelling.key.equals(key))
                    .findFirst();
        }
    }

    @Override
    public Map<String, String> sign(WireRequest request, SigningKey key, Instant now) {
        long seconds = now.getEpochSecond();
        String signature = sha512(key.id() + key.secret() + seconds);
        return Map.of(
                "Authorization",
                "EAN " + spelling.key + "=" + key.id() + "," + spelling.signature + "=" + signature + ",timestamp="
                        + seconds);
    }

    private static String sha512(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }
}
