package dev.breakwater.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

/**
 * What the supplier itself said. Every result keeps it, shortened to 200 and 1000 characters.
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
        if (text.length() <= longest) {
            return whole(text);
        }
        boolean splits = Character.isSurrogatePair(text.charAt(longest - 2), text.charAt(longest - 1));
        return whole(text.substring(0, splits ? longest - 2 : longest - 1)) + "…";
    }

    /** The same without halves of characters, which no reply of ours could bear. */
    private static String whole(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }
}
