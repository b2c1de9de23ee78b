package dev.breakwater.rail;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;

/**
 * A supplier's reply, parsed.
 *
 * @param status the HTTP status
 * @param body its body if that is a JSON object
 * @param problems what it complains about
 */
record Reply(int status, Optional<Json> body, List<Problem> problems) {
    static Reply of(WireReply reply) {
        Optional<Json> body = Json.object(reply.body());
        return new Reply(reply.status(), body, body.map(Problem::in).orElse(List.of()));
    }

    /** Whether the status reports success, which is not success yet. */
    boolean is2xx() {
        return status >= 200 && status < 300;
    }

    /** The body of a reply that does not report an error by its status. */
    Optional<Json> content() {
        return is2xx() ? body : Optional.empty();
    }

    Fault fault() {
        return Fault.of(status, problem());
    }

    boolean reports(Fault fault) {
        return problems.stream().anyMatch(problem -> Fault.of(status, problem) == fault);
    }

    /** What the supplier said, at least the status. */
    SupplierWord word() {
        SupplierWord said = problem().word();
        return said.code().isEmpty() ? new SupplierWord(Integer.toString(status), said.text()) : said;
    }

    private Problem problem() {
        return problems.stream()
                .filter(problem -> Fault.isKnown(problem.code()))
                .findFirst()
                .or(() -> problems.stream().findFirst())
                .orElse(Problem.NONE);
    }
}
