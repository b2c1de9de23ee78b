package dev.breakwater.testkit;

import java.util.StringJoiner;

/** XML for people to read. */
final class Xml {
    private static final String BETWEEN_TAGS = "(?<=>)(?=<)";
    private static final String STEP = "  ";

    private Xml() {}

    /** Every element that is not within a text on a line of its own. */
    static String indented(String text) {
        StringJoiner lines = new StringJoiner("\n");
        int depth = 0;
        for (String line : text.split(BETWEEN_TAGS)) {
            boolean ends = line.startsWith("</");
            depth -= ends ? 1 : 0;
            lines.add(STEP.repeat(Math.max(0, depth)) + line);
            boolean opens = !ends && !line.startsWith("<?") && !line.startsWith("<!");
            depth += opens && !line.endsWith("/>") && !line.contains("</") ? 1 : 0;
        }
        return lines.toString();
    }
}
