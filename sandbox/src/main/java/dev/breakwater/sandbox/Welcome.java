package dev.breakwater.sandbox;

import dev.breakwater.sandbox.partner.PartnerServer;
import dev.breakwater.sandbox.simulator.Behaviour;
import dev.breakwater.sandbox.simulator.Simulators;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the screen says about a running sandbox: addresses, behaviours, keys, and commands to try. */
final class Welcome {

    private final Sandbox sandbox;

    Welcome(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String text() throws IOException {
        return String.join("\n", addresses(), behaviours(), keys(), commands());
    }

    private String addresses() {
        Simulators simulators = sandbox.simulators();
        String suppliers = simulators.settings().suppliers().stream()
                .map(supplier -> "  %-14s %-5s %s%n"
                        .formatted(
                                supplier.id(),
                                supplier.protocol(),
                                simulators.of(supplier).baseUrl()))
                .collect(Collectors.joining());
        return """
                Simulated suppliers
                %sPartners' file servers, each with in/, out/ and failed/
                  harbour-trips  FTP   %s
                  dragon-travel  SFTP  %s
                """.formatted(
                        suppliers,
                        address(sandbox.partners().ftp()),
                        address(sandbox.partners().sftp()));
    }

    private static String address(PartnerServer server) {
        return "127.0.0.1:%d  user %s, password %s%n                       %s"
                .formatted(
                        server.port(),
                        server.account().username(),
                        server.account().password(),
                        server.account().home());
    }

    private static String behaviours() {
        return Arrays.stream(Behaviour.values())
                .map(behaviour -> "  %-12s %s".formatted(behaviour.prefix(), behaviour.description()))
                .collect(Collectors.joining(
                        "\n", "A booking's reference says what happens to it, for example OK-1\n", "\n"));
    }

    private String keys() throws IOException {
        StringBuilder lines = new StringBuilder("The gateway's callers and their keys\n");
        for (Caller caller : Caller.values()) {
            lines.append("  %-14s %-9s %s%n".formatted(caller.id(), caller.role(), sandbox.key(caller)));
        }
        return lines.toString();
    }

    private String commands() throws IOException {
        PartnerServer ftp = sandbox.partners().ftp();
        return """
                Start a gateway on it, in another terminal
                  ./breakwater run --config %1$s
                Then, for example
                  curl -sS -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' \\
                    -H 'Idempotency-Key: first' -H 'Prefer: wait=10' http://127.0.0.1:8080/v1/cancellations \\
                    -d '{"supplier": "glass-tower", "booking": {"reference": "OK-1"}, \
                "reason": "CUSTOMER_REQUEST", "acceptAnyPenalty": true}'
                  curl -sS %3$s/effects/OK-1
                  printf 'row_id,booking_reference,reason\\n1,OK-2,CUSTOMER_REQUEST\\n' > /tmp/cancellations.csv
                  curl -sS -T /tmp/cancellations.csv ftp://%4$s:%5$s@127.0.0.1:%6$d/in/
                  curl -sS ftp://%4$s:%5$s@127.0.0.1:%6$d/out/

                """.formatted(
                        sandbox.configFolder(),
                        sandbox.key(Caller.WEB),
                        sandbox.simulators().of(Supplier.GLASS_TOWER).baseUrl(),
                        ftp.account().username(),
                        ftp.account().password(),
                        ftp.port());
    }
}
