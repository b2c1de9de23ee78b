package dev.breakwater.hotelchain;

import java.util.Optional;

/** The words of Rapid and what they mean to us. */
final class Tables {
    static final WordTable<RoomState> ROOM_STATES = WordTable.load("rapid-room-states.properties", RoomState.class);
    static final WordTable<EventType> EVENT_TYPES = WordTable.load("rapid-event-types.properties", EventType.class);
    static final WordTable<EventSource> EVENT_SOURCES =
            WordTable.load("rapid-event-sources.properties", EventSource.class);
    static final WordTable<Merchant> MERCHANTS = WordTable.load("rapid-merchants.properties", Merchant.class);

    private static final WordTable<Meaning> ERRORS = WordTable.load("rapid-errors.properties", Meaning.class);
    private static final WordTable<Meaning> HTTP = WordTable.load("rapid-http.properties", Meaning.class);

    private Tables() {}

    /** What a reply that is not what was asked for tells. */
    static Meaning meaningOf(int status, Problem problem) {
        return HTTP.meaning(Integer.toString(status))
                .or(() -> HTTP.meaning(status / 100 + "xx"))
                .or(() -> status / 100 == 4 ? problem.meaning(ERRORS) : Optional.empty())
                .orElse(Meaning.UNREADABLE);
    }
}
