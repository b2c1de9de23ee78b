package dev.breakwater.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What stands on the command line.
 *
 * @param config the folder of the configuration
 * @param afterRestore for how long to look before every commit; zero: no longer
 */
record Arguments(Optional<Path> config, Optional<Duration> afterRestore) {
    private static final String AFTER_RESTORE = "--after-restore";
    private static final Duration A_DAY = Duration.ofHours(24);
    private static final int MOST_HOURS = 744;

    /** @throws IllegalArgumentException if the words are none of these; the message is for the operator */
    static Arguments of(List<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        if ("run".equals(rest.peek())) {
            rest.remove();
        }
        Optional<Path> config = Optional.empty();
        Optional<Duration> afterRestore = Optional.empty();
        while (!rest.isEmpty()) {
            String word = rest.remove();
            if (word.equals("--config") && !rest.isEmpty()) {
                config = Optional.of(Path.of(rest.remove()));
            } else if (word.equals(AFTER_RESTORE)) {
                afterRestore = Optional.of(A_DAY);
            } else if (word.startsWith(AFTER_RESTORE + "=")) {
                afterRestore = Optional.of(hours(word.substring(AFTER_RESTORE.length() + 1)));
            } else {
                throw new IllegalArgumentException("Unknown argument: " + word);
            }
        }
        return new Arguments(config, afterRestore);
    }

    private static Duration hours(String text) {
        if (!text.matches("[0-9]{1,3}h?") || Integer.parseInt(text.replace("h", "")) > MOST_HOURS) {
            throw new IllegalArgumentException(
                    AFTER_RESTORE + "=HOURS takes whole hours, 0 to " + MOST_HOURS + ", not " + text);
        }
        return Duration.ofHours(Integer.parseInt(text.replace("h", "")));
    }
}
