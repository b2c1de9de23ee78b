package dev.breakwater.touroperator;

import dev.breakwater.plugin.Traveller;
import java.util.Optional;

/**
 * A traveller's name in the parts that {@code PersonNameType} wants.
 *
 * @param given empty if the name has one word only
 * @param surname 1 to 64 characters
 */
record PersonName(Optional<String> given, String surname) {
    private static final int LONGEST = 64;

    /** {@code Ada Example}, {@code Example, Ada} or {@code Example/Ada}; empty if the name is not known. */
    static Optional<PersonName> of(Traveller traveller) {
        String name = traveller.name().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int mark = Math.max(name.indexOf(','), name.indexOf('/'));
        if (mark > 0) {
            return Optional.of(parts(name.substring(mark + 1), name.substring(0, mark)));
        }
        int blank = name.lastIndexOf(' ');
        return Optional.of(parts(blank < 0 ? "" : name.substring(0, blank), name.substring(blank + 1)));
    }

    XmlElement element() {
        return new XmlElement("PersonName")
                .with(given.map(text -> new XmlElement("GivenName").text(text)))
                .with(new XmlElement("Surname").text(surname));
    }

    private static PersonName parts(String given, String surname) {
        return new PersonName(Optional.of(shortened(given)).filter(text -> !text.isEmpty()), shortened(surname));
    }

    private static String shortened(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length()) <= LONGEST
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, LONGEST)).strip();
    }
}
