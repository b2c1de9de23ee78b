package dev.breakwater.airline;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error or a warning.
 *
 * @param code the airline's code, empty if it gave none
 * @param text the airline's text, empty if it gave none
 * @param type the airline's word for what became of the request, empty if it gave none
 * @param url where the airline tells more, empty if it does not
 */
record Complaint(String code, String text, String type, String url) {
    static Complaint of(Xml element) {
        return new Complaint(
                element.text("Code").orElse(""),
                element.text("DescText").orElse(""),
                element.text("TypeCode").or(() -> element.text("StatusText")).orElse(""),
                element.text("URL").orElse(""));
    }

    String said() {
        return Stream.of(text, url).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
