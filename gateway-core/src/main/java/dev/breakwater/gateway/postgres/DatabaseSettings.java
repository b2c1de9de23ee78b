package dev.breakwater.gateway.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which database, and how it is used.
 *
 * @param location the gateway's own, or somebody else's
 * @param connections size of the pool
 * @param patience how long a start waits for a database that cannot be reached yet
 * @param migrations Flyway locations
 */
public record DatabaseSettings(Location location, int connections, Duration patience, List<String> migrations) {

    /** Where the database is. */
    public sealed interface Location {}

    /** The gateway's own {@link LocalPostgres} in a folder. */
    public record Local(Path folder) implements Location {
        public Local {
            Objects.requireNonNull(folder, "folder");
        }
    }

    /**
     * Any other PostgreSQL.
     *
     * @param url {@code jdbc:postgresql://HOST[:PORT]/DATABASE[?OPTIONS]}
     */
    public record External(String url, String user, String password) implements Location {
        private static final String PREFIX = "jdbc:postgresql:";
        private static final Pattern CREDENTIALS = Pattern.compile("[?&](user|password)=|://[^/?]*@");

        public External {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            if (!url.startsWith(PREFIX) || CREDENTIALS.matcher(url).find()) {
                throw new DatabaseProblem("The URL of the database must look like " + PREFIX
                        + "//HOST:PORT/DATABASE; give user and password apart from it.");
            }
        }

        /** The URL without its options, which may hold secrets. */
        String shownUrl() {
            int options = url.indexOf('?');
            return options < 0 ? url : url.substring(0, options);
        }

        @Override
        public String toString() {
            return "External[url=" + shownUrl() + ", user=" + user + "]";
        }
    }

    public DatabaseSettings {
        Objects.requireNonNull(location, "location");
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be at least 1, not " + connections);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
        migrations = List.copyOf(migrations);
    }

    /** 16 connections, a minute's patience, migrations from {@code classpath:db/migration}. */
    public static DatabaseSettings at(Location location) {
        return new DatabaseSettings(location, 16, Duration.ofMinutes(1), List.of("classpath:db/migration"));
    }

    public DatabaseSettings withConnections(int number) {
        return new DatabaseSettings(location, number, patience, migrations);
    }

    public DatabaseSettings withPatience(Duration longest) {
        return new DatabaseSettings(location, connections, longest, migrations);
    }

    public DatabaseSettings withMigrations(String... locations) {
        return new DatabaseSettings(location, connections, patience, List.of(locations));
    }
}
