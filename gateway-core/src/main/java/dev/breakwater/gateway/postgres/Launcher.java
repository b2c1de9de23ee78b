package dev.breakwater.gateway.postgres;

import dev.breakwater.gateway.postgres.Command.Ended;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to stand before a command of PostgreSQL on this machine. Each of these programs replaces itself by the next,
 * so that the process id stays the same.
 */
final class Launcher {
    private static final Logger log = LoggerFactory.getLogger(Launcher.class);
    private static final List<String> SETSID = List.of("setsid");
    private static final List<String> SETSID_BY_PERL =
            List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 127");

    private final List<String> unprivileged;
    private final List<String> ownSession;

    private Launcher(List<String> unprivileged, List<String> ownSession) {
        this.unprivileged = unprivileged;
        this.ownSession = ownSession;
    }

    static Launcher forThisMachine() {
        return new Launcher(unprivileged(), ownSession());
    }

    /** A command that runs to its end. */
    List<String> command(List<String> words) {
        List<String> all = new ArrayList<>(unprivileged);
        all.addAll(words);
        return all;
    }

    /**
     * A server, in a session of its own: the SIGINT that Ctrl-C sends to the gateway's process group must not stop the
     * database before the gateway has drained.
     */
    List<String> server(List<String> words) {
        List<String> all = new ArrayList<>(ownSession);
        all.addAll(command(words));
        return all;
    }

    /**
     * PostgreSQL refuses to run as root, and as a user without a name (a container's random id). In a user namespace of
     * its own it sees neither.
     */
    private static List<String> unprivileged() {
        boolean root = Command.of("id", "-u").run().output().equals("0");
        boolean unnamed = !Command.of("id", "-un").run().succeeded();
        if (!root && !unnamed) {
            return List.of();
        }
        Ended probe = Command.of("unshare", "-U", "true").run();
        if (!probe.succeeded()) {
            throw new DatabaseProblem(
                    "PostgreSQL does not run as " + (root ? "root" : "a user without a name")
                            + ", and this system does not let it run in a user namespace (unshare -U: " + probe.output()
                            + "). Start the gateway as an ordinary user, or set BREAKWATER_DB_URL to a PostgreSQL of your own.");
        }
        return List.of("unshare", "-U");
    }

    private static List<String> ownSession() {
        for (List<String> candidate : List.of(SETSID, SETSID_BY_PERL)) {
            List<String> probe = new ArrayList<>(candidate);
            probe.add("true");
            if (Command.of(probe).run().succeeded()) {
                return candidate;
            }
        }
        log.warn("Neither setsid nor perl is installed: Ctrl-C will stop the database at once, before the gateway has"
                + " drained");
        return List.of();
    }
}
