package dev.breakwater.airline;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error or a warning.
 *
 * @param code the airline's code, empty if it gave none
 * @param text the airline's text, empty if it gave none
 * @param types the airline's words for what became of the request, if it gave any
 * @param url where the airline tells more, empty if it does not
 */
record Complaint(String code, String text, List<String> types, String url) {
    Complaint {
        types = List.copyOf(types);
    }

    static Complaint of(Xml element) {
        return new Complaint(
                element.text("Code").orElse(""),
                element.text("DescText").orElse(""),
                Stream.of("TypeCode", "StatusText")
                        .flatMap(name -> element.all(name).stream())
                        .flatMap(word -> word.text().stream())
                        .toList(),
                element.text("URL").orElse(""));
    }

    String said() {
        return Stream.of(text, url).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
