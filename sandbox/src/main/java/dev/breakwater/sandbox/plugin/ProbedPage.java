package dev.breakwater.sandbox.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that the probe of a contract test wrote.
 *
 * @param plugin the id of the plugin
 * @param name the protocol; if it has several contract tests, with what tells this one from the first
 * @param text in Markdown
 */
record ProbedPage(String plugin, String name, String text) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z_]+) \\| (no|yes(?:: [A-Z, ]+)?) \\|$");
    private static final String CHAPTER = "\n## ";
    private static final Pattern OBJECTION = Pattern.compile("(?m)^The contract kit objects:$|\\| objection \\|");

    /** What each capability is declared to be: {@code no}, {@code yes} or {@code yes: TICKET, ITEM}. */
    Map<String, String> declared() {
        Map<String, String> declared = new LinkedHashMap<>();
        int end = text.indexOf(CHAPTER);
        Matcher rows = ROW.matcher(end < 0 ? text : text.substring(0, end));
        while (rows.find()) {
            declared.put(rows.group(1), rows.group(2));
        }
        return declared;
    }

    /** Whether the contract kit has found something wrong. */
    boolean isObjectedTo() {
        return OBJECTION.matcher(text).find();
    }

    /** Whether both are about one protocol, and the other one is its first page. */
    boolean isVariantOf(ProbedPage other) {
        return plugin.equals(other.plugin) && name.startsWith(other.name + "-");
    }
}
