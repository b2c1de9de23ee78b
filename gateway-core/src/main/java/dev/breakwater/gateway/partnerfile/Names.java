package dev.breakwater.gateway.partnerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files, which are a partner's to choose. */
final class Names {
    /** A claimed file is called by 36 characters of a UUID, an underscore, and its first name. */
    private static final Pattern CLAIM = Pattern.compile("([0-9A-Fa-f-]{36})_(.+)");

    private static final int LONGEST = 255 - 37;
    private static final int LONGEST_ANSWER = 100;

    private Names() {}

    /** Whether a name says that its file is being uploaded, or is none of ours. */
    static boolean isUnfinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || lower.endsWith(".part")
                || lower.endsWith(".tmp")
                || lower.endsWith(".filepart");
    }

    /** Why a file of this name cannot be claimed. */
    static Optional<String> complaint(String name) {
        if (name.getBytes(UTF_8).length > LONGEST) {
            return Optional.of("has a name longer than " + LONGEST + " bytes");
        }
        if (name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c) || c == '\uFFFD')) {
            return Optional.of("has a name with a slash, a backslash, a control character or one that is no UTF-8");
        }
        return Optional.empty();
    }

    static boolean isClaim(String name) {
        return CLAIM.matcher(name).matches();
    }

    /** What the partner called a claimed file. */
    static String original(String claim) {
        Matcher matcher = CLAIM.matcher(claim);
        return matcher.matches() ? matcher.group(2) : claim;
    }

    /**
     * What the names of a file's answers begin with: its own name without {@code .csv}, of letters, digits, dots, dashes, blanks
     * and underscores only.
     */
    static String answerBase(String name) {
        String plain = name.replaceFirst("(?i)\\.csv$", "")
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._ -]", "_")
                .replaceAll("^[. ]+", "_");
        int end = plain.offsetByCodePoints(0, Math.min(LONGEST_ANSWER, plain.codePointCount(0, plain.length())));
        String shortened = plain.substring(0, end);
        while (shortened.getBytes(UTF_8).length > LONGEST) {
            shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
        }
        return shortened.isBlank() ? "file" : shortened;
    }

    /** Text that can stand in a line of the log. */
    static String printable(String name) {
        String visible = name.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= LONGEST_ANSWER ? visible : visible.substring(0, LONGEST_ANSWER) + "…";
    }
}
