package dev.breakwater.rail;

import static java.util.Locale.ROOT;

import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A problem that a supplier reports (RFC 9457), as an error or as a warning.
 *
 * @param code the standard's code without its prefix, wherever the supplier has put it; empty if there is none
 * @param word what the supplier said literally
 * @param pointers the places in the request that it is about
 */
record Problem(String code, SupplierWord word, List<String> pointers) {
    static final Problem NONE = new Problem("", SupplierWord.NONE, List.of());

    Problem {
        pointers = List.copyOf(pointers);
    }

    static Problem of(Json json) {
        List<String> pointers = json.at("pointers").items().stream()
                .flatMap(pointer -> pointer.at("requestPointer").text().stream())
                .toList();
        String said = Stream.concat(
                        Stream.of("title", "detail").flatMap(name -> json.at(name).text().stream()), pointers.stream())
                .distinct()
                .collect(Collectors.joining("; "));
        String code = codeIn(json);
        return new Problem(code, new SupplierWord(json.at("code").text().orElse(code), said), pointers);
    }

    /** All problems in a body: itself, and what rides in it. */
    static List<Problem> in(Json body) {
        return Stream.of(
                        Stream.of(body),
                        body.at("problems").items().stream(),
                        body.at("warnings").at("warnings").items().stream())
                .flatMap(problems -> problems)
                .map(Problem::of)
                .filter(problem -> !problem.equals(NONE))
                .toList();
    }

    boolean isAboutWaiver() {
        return code.equals("OVERRULE_CODE_NOT_ACCEPTED")
                || code.equals("OVERRULE_CODE_NOT_SUPPORTED")
                || isAbout("overruleCode");
    }

    boolean isAbout(String property) {
        return pointers.stream().anyMatch(at -> at.contains(property));
    }

    private static String codeIn(Json json) {
        Optional<String> told = json.at("code").text().map(Problem::lastSegment);
        boolean standsByItself = told.filter(code -> Fault.isKnown(code) || code.startsWith("X_"))
                .isPresent();
        if (standsByItself) {
            return told.get();
        }
        return Stream.of("title", "type")
                .flatMap(name -> json.at(name).text().stream())
                .map(Problem::lastSegment)
                .filter(Fault::isKnown)
                .findFirst()
                .or(() -> told)
                .orElse("");
    }

    private static String lastSegment(String text) {
        String segment = text.substring(Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')) + 1);
        return segment.substring(segment.lastIndexOf('#') + 1)
                .strip()
                .toUpperCase(ROOT)
                .replace('-', '_');
    }
}
