package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.Optional;

/** What authenticates the requests to one supplier. */
interface Credentials {
    /**
     * The header to send now; empty if the supplier wants none.
     *
     * @throws CredentialsException if there is none to be had at the moment
     */
    Optional<Header> header() throws CredentialsException;

    /** The supplier answered 401 to this header. Returns whether {@link #header()} now gives another one. */
    boolean renew(Optional<Header> refused);

    /** The same header always, or none. */
    record Fixed(Optional<Header> header) implements Credentials {
        public Fixed {
            requireNonNull(header, "header");
        }

        static Fixed none() {
            return new Fixed(Optional.empty());
        }

        static Fixed bearer(String token) {
            return new Fixed(Optional.of(new Header("Authorization", "Bearer " + token)));
        }

        static Fixed basic(String username, String password) {
            String pair = username + ":" + password;
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
            return new Fixed(Optional.of(new Header("Authorization", "Basic " + encoded)));
        }

        @Override
        public boolean renew(Optional<Header> refused) {
            return false;
        }
    }
}
