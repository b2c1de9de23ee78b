package dev.breakwater.gateway.partnerfile;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** Makes text safe to stand in a cell of a file that a spreadsheet will open, in a charset that may not have all of it. */
final class Cells {
    /** What begins a formula, plain and full-width. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private final CharsetEncoder encoder;

    Cells(Charset charset) {
        this.encoder = charset.newEncoder();
    }

    /** The same text; a formula begins with an apostrophe, and what the charset does not have is written as {@code \\uXXXX}. */
    String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 1);
        if (isFormula(text)) {
            safe.append('\'');
        }
        text.codePoints().forEach(character -> {
            String written = Character.toString(character);
            if (encoder.canEncode(written)) {
                safe.append(written);
            } else {
                written.chars().forEach(unit -> safe.append(String.format("\\u%04X", unit)));
            }
        });
        return safe.toString();
    }

    private static boolean isFormula(String text) {
        if (text.isEmpty()) {
            return false;
        }
        String visible = text.stripLeading();
        return Character.isISOControl(text.charAt(0)) || !visible.isEmpty() && FORMULA.indexOf(visible.charAt(0)) >= 0;
    }
}
