package dev.breakwater.attraction;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/** What the clocks of a venue show. */
final class VenueTime {
    private VenueTime() {}

    /**
     * When they show this time. Of a time that comes twice or, where they go forward, never, it is the earlier reading: who is
     * in time by that is in time by the other.
     */
    static ZonedDateTime earliest(LocalDateTime time, ZoneId venue) {
        ZoneOffsetTransition change = venue.getRules().getTransition(time);
        return change != null && change.isGap()
                ? time.atOffset(change.getOffsetAfter()).atZoneSameInstant(venue)
                : time.atZone(venue);
    }
}
