package dev.breakwater.gateway.config;

import static java.util.Comparator.comparingInt;
import static java.util.Locale.ROOT;

import java.util.Collection;

/** Finds the word that a person probably meant. */
public final class Nearest {
    private static final int FARTHEST = 2;

    private Nearest() {}

    /** A question to go on after a sentence, such as {@code ; did you mean port?}; empty if no word is near. */
    public static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.min(FARTHEST, candidate.length() / 2))
                .min(comparingInt(candidate -> distance(word, candidate)))
                .map(candidate -> "; did you mean " + candidate + "?")
                .orElse("");
    }

    /** How many letters have to be put in, taken out or exchanged, whatever their case (Levenshtein). */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(ROOT);
        String to = other.toLowerCase(ROOT);
        if (Math.abs(from.length() - to.length()) > FARTHEST) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchanged, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
