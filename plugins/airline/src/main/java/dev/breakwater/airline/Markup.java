package dev.breakwater.airline;

import java.util.Arrays;
import java.util.stream.Collectors;

/** XML that we write. What it is made of stands in the order of the schema. */
final class Markup {
    private Markup() {}

    /** An element with a text. */
    static String leaf(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    /** An element with children. */
    static String node(String name, String... children) {
        return "<" + name + ">" + Arrays.stream(children).collect(Collectors.joining()) + "</" + name + ">";
    }

    /** Whether XML can carry the text at all. */
    static boolean canCarry(String text) {
        return text.codePoints().allMatch(c -> c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
