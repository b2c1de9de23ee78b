package dev.breakwater.airline;

import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireReply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A reply, as far as it is the message that was to be expected: it has errors or a response, never both.
 *
 * @param sent what it answers
 * @param status the HTTP status, which says little
 * @param response empty if there are errors, or nothing that can be understood
 * @param errors what the airline refuses for
 * @param warnings what it remarks beside the response
 * @param otherwise what it came to if it has neither errors nor a response
 */
record Reply(
        Message sent,
        int status,
        Optional<Xml> response,
        List<Complaint> errors,
        List<Complaint> warnings,
        Fault otherwise) {
    Reply {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    static Reply of(Message sent, WireReply wire) {
        Xml message = Xml.read(wire.body())
                .map(Reply::unwrapped)
                .filter(root -> root.name().equals(sent.reply()))
                .orElse(Xml.NONE);
        List<Xml> responses = message.all("Response");
        List<Complaint> errors =
                message.all("Error").stream().map(Complaint::of).toList();
        boolean isContrary = responses.size() > 1 || !responses.isEmpty() && (!errors.isEmpty() || !wire.is2xx());
        if (isContrary) {
            return new Reply(sent, wire.status(), Optional.empty(), List.of(), List.of(), Fault.UNREADABLE);
        }
        return new Reply(
                sent,
                wire.status(),
                responses.stream().findFirst(),
                errors,
                responses.stream()
                        .flatMap(response -> response.all("Warning").stream())
                        .map(Complaint::of)
                        .toList(),
                Fault.ofStatus(wire.status()));
    }

    private static Xml unwrapped(Xml root) {
        return root.name().equals("Envelope") ? root.at("Body").onlyChild() : root;
    }

    /** What it came to, if it has no response: of several errors, the one that leaves most open. */
    Fault fault() {
        return errors.stream()
                .map(error -> Fault.of(sent, error))
                .min(Comparator.comparing(Fault::certainty))
                .orElse(otherwise);
    }

    boolean reports(Notable notable) {
        return warnings.stream()
                .anyMatch(warning -> Notable.of(warning).filter(notable::equals).isPresent());
    }

    /** What the airline said, literally. */
    SupplierWord word() {
        if (response.isEmpty() && errors.isEmpty()) {
            return new SupplierWord("HTTP " + status, "the reply is no " + sent.reply());
        }
        return word("");
    }

    /** What the airline said, literally; {@code otherwise} is its word if it remarks nothing. */
    SupplierWord word(String otherwise) {
        List<Complaint> said = errors.isEmpty() ? warnings : errors;
        return said.isEmpty()
                ? new SupplierWord(otherwise, "")
                : new SupplierWord(
                        said.stream().map(Complaint::code).distinct().collect(Collectors.joining(" ")),
                        said.stream().map(Complaint::said).collect(Collectors.joining("; ")));
    }
}
