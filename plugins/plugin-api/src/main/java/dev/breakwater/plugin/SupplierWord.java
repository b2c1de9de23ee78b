package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * What the supplier itself said. Every result keeps it.
 *
 * @param code the supplier's own code, empty if it gave none
 * @param text the supplier's own text, empty if it gave none
 */
public record SupplierWord(String code, String text) {
    private static final int LONGEST = 1_000;

    public static final SupplierWord NONE = new SupplierWord("", "");

    public SupplierWord {
        code = shortened(requireNonNull(code, "code"), 200);
        text = shortened(requireNonNull(text, "text"), LONGEST);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
