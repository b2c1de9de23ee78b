package dev.breakwater.gateway.partnerfile;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.plugin.CancellationReason;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * One partner as configured in {@code config/partners/ID.yaml}, checked and with its secrets resolved.
 *
 * @param id letters, digits and dashes; the name of the file
 * @param server where its files are
 * @param poll how often to look for files
 * @param charset of what it drops and of what it gets
 * @param delimiter between the cells of a line
 * @param caller who owns the rows
 * @param headers how the partner calls each column
 * @param defaults what holds where a row says nothing
 */
record Profile(
        String id,
        Server server,
        Duration poll,
        Charset charset,
        char delimiter,
        String caller,
        Map<Column, String> headers,
        Defaults defaults) {
    Profile {
        requireNonNull(id, "id");
        requireNonNull(server, "server");
        requireNonNull(poll, "poll");
        requireNonNull(charset, "charset");
        requireNonNull(caller, "caller");
        requireNonNull(defaults, "defaults");
        headers = Map.copyOf(headers);
    }

    /** How the partner calls a column. */
    String header(Column column) {
        return headers.getOrDefault(column, column.key());
    }

    /** How files travel. */
    enum Protocol {
        FTP(21),
        SFTP(22);

        private final int port;

        Protocol(int port) {
            this.port = port;
        }

        int defaultPort() {
            return port;
        }
    }

    /**
     * A server and the account there.
     *
     * @param folder holds {@code in}, {@code out} and {@code failed}; relative to what the account sees first, without slashes at
     *     its ends, empty for that itself
     * @param knownHosts the host keys that are trusted; with SFTP always there
     */
    record Server(
            Protocol protocol,
            String host,
            int port,
            String folder,
            String username,
            Login login,
            Optional<Path> knownHosts) {
        Server {
            requireNonNull(protocol, "protocol");
            requireNonNull(host, "host");
            requireNonNull(folder, "folder");
            requireNonNull(username, "username");
            requireNonNull(login, "login");
            requireNonNull(knownHosts, "knownHosts");
        }
    }

    /** What the account proves itself by. Neither prints its secret. */
    sealed interface Login {
        /** A password. */
        record Password(String password) implements Login {
            @Override
            public String toString() {
                return "Password[…]";
            }
        }

        /** A private key in the form OpenSSH writes, without passphrase. */
        record PrivateKey(String key) implements Login {
            @Override
            public String toString() {
                return "PrivateKey[…]";
            }
        }
    }

    /** What holds where a row says nothing. */
    record Defaults(
            Optional<String> supplier,
            Optional<CancellationReason> reason,
            Optional<Currency> currency,
            Optional<Limit> limit) {
        Defaults {
            requireNonNull(supplier, "supplier");
            requireNonNull(reason, "reason");
            requireNonNull(currency, "currency");
            requireNonNull(limit, "limit");
        }
    }
}
