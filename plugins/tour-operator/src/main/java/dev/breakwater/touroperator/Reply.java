package dev.breakwater.touroperator;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.List;
import java.util.Optional;

/**
 * A supplier's reply, parsed.
 *
 * @param status the HTTP status
 * @param message OpenTravel's message in it, if there is one and it answers our request
 * @param errors what it complains about
 * @param otherwise what is wrong if no error is told and the message is not the one that is expected
 * @param said what the supplier said, as far as that is not in the errors
 */
record Reply(int status, Optional<Xml> message, List<Problem> errors, Fault otherwise, SupplierWord said) {
    /** @param echoToken what the request bore; a reply that bears another one is someone else's */
    static Reply of(WireReply wire, String echoToken) {
        int status = wire.status();
        SupplierWord said = new SupplierWord(Integer.toString(status), "");
        Optional<Xml> payload = Xml.parse(wire.body()).flatMap(Reply::payload);
        String name = payload.map(Xml::name).orElse("");
        if (!name.startsWith("OTA_") && !name.equals("Fault")) {
            return new Reply(status, Optional.empty(), List.of(), Fault.ofStatus(status), said);
        }
        Xml content = payload.orElseThrow();
        if (name.equals("Fault")) {
            Fault fault = Fault.ofStatus(status);
            return new Reply(
                    status,
                    Optional.empty(),
                    List.of(),
                    fault == Fault.UNREADABLE ? Fault.UNCLEAR : fault,
                    faultIn(content, said));
        }
        boolean isForeign = content.attribute("EchoToken")
                .filter(token -> !token.equals(echoToken))
                .isPresent();
        if (isForeign) {
            SupplierWord word = new SupplierWord("EchoToken", "the reply repeats another request's EchoToken");
            return new Reply(status, Optional.empty(), List.of(), Fault.UNREADABLE, word);
        }
        return new Reply(status, payload, errorsIn(content), Fault.UNREADABLE, said);
    }

    /**
     * The message of one of these names if it reports success and the transport does not deny it. That alone does not mean that
     * anything was done.
     */
    Optional<Xml> content(String... names) {
        return message.filter(xml -> List.of(names).contains(xml.name()))
                .filter(xml -> errors.isEmpty() && status >= 200 && status < 300)
                .filter(xml -> xml.at("Success").isPresent());
    }

    Fault fault() {
        return Fault.worst(errors).orElse(otherwise);
    }

    /** What the supplier said, at least the status. */
    SupplierWord word() {
        return Fault.worst(errors)
                .flatMap(worst -> errors.stream()
                        .filter(error -> Fault.of(error) == worst)
                        .findFirst())
                .map(Problem::word)
                .filter(word -> !word.equals(SupplierWord.NONE))
                .orElse(said);
    }

    private static Optional<Xml> payload(Xml root) {
        if (!root.name().equals("Envelope")) {
            return Optional.of(root);
        }
        List<Xml> contents = root.at("Body").map(Xml::children).orElse(List.of());
        return contents.size() == 1 ? Optional.of(contents.get(0)) : Optional.empty();
    }

    private static List<Problem> errorsIn(Xml message) {
        return message.name().equals("OTA_ErrorRS")
                ? List.of(Problem.of(message, "ErrorCode"))
                : Problem.in(message, "Errors", "Error");
    }

    private static SupplierWord faultIn(Xml fault, SupplierWord status) {
        String code = fault.at("faultcode").map(Xml::text).orElse("");
        String text = fault.at("faultstring").map(Xml::text).orElseGet(fault::text);
        return new SupplierWord(code.isEmpty() ? status.code() : code, text);
    }
}
