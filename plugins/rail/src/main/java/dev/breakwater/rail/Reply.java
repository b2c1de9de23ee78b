package dev.breakwater.rail;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /** Of several the one that leaves most open, else the first that the standard knows. */
    private Problem problem() {
        return Stream.<Predicate<Problem>>of(
                        problem -> Fault.of(status, problem) == Fault.PARTIAL,
                        problem -> Fault.of(status, problem) == Fault.UNAVAILABLE,
                        problem -> Fault.isKnown(problem.code()),
                        problem -> true)
                .flatMap(which -> problems.stream().filter(which))
                .findFirst()
                .orElse(Problem.NONE);
    }
}
