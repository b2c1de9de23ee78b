package dev.breakwater.airline;

/**
 * A service of an order item: one flight of one passenger, a seat, a bag.
 *
 * @param id empty if not told
 * @param word the airline's status word, empty if it gave none
 */
record Service(String id, String word) {
    /** Whether a service is cancelled. */
    enum State {
        LIVE,
        CANCELLED,
        UNKNOWN;

        private static final WordTable<State> WORDS = new WordTable<>("service-states.properties", State.class);
    }

    static Service of(Xml element) {
        return new Service(
                element.text("ServiceID").orElse(""), element.text("StatusCode").orElse(""));
    }

    State state() {
        return State.WORDS.meaning(word).orElse(State.UNKNOWN);
    }

    boolean isCancelled() {
        return state() == State.CANCELLED;
    }

    boolean isLive() {
        return state() == State.LIVE;
    }
}
