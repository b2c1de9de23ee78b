package dev.breakwater.airline;

/** Whether an order or an item of it is over. */
enum Stage {
    OPEN,
    CLOSED,
    /** The airline does not say. */
    UNTOLD,
    /** The airline says what we do not understand. */
    UNKNOWN;

    private static final WordTable<Stage> WORDS = new WordTable<>("order-states.properties", Stage.class);

    static Stage of(String word) {
        return word.isEmpty() ? UNTOLD : WORDS.meaning(word).orElse(UNKNOWN);
    }
}
