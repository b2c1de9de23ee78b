package dev.breakwater.touroperator;

import java.util.List;
import java.util.Set;

/**
 * A {@code UniqueID}.
 *
 * @param type of the code list UIT
 */
record RecordId(String type, String id) {
    /** Reservation, and confirmation number: ids by which a booking can be asked for. */
    private static final Set<String> BOOKING_TYPES = Set.of("14", "40");

    private static final int MOST_REFERENCES = 10;

    static List<RecordId> in(Xml xml) {
        return xml.children("UniqueID").stream()
                .map(id -> new RecordId(
                        OtaCode.number(id.attribute("Type").orElse(""), "UIT"),
                        id.attribute("ID").orElse("")))
                .filter(id -> !id.id().isEmpty())
                .toList();
    }

    /** Whether ids of a reply belong to another booking: there are some of our type, and none is ours. */
    static boolean areForeign(List<RecordId> ids, String type, String reference) {
        List<RecordId> comparable = ids.stream()
                .filter(id -> id.type().equals(OtaCode.number(type, "UIT")))
                .toList();
        return !comparable.isEmpty() && comparable.stream().noneMatch(id -> References.same(id.id(), reference));
    }

    /**
     * The ids by which the booking can be asked for, too.
     *
     * @param type of the reference it is known by: another id of that type is another booking's
     */
    static List<String> references(List<RecordId> ids, String type) {
        String own = OtaCode.number(type, "UIT");
        return ids.stream()
                .filter(id -> BOOKING_TYPES.contains(id.type()) && !id.type().equals(own))
                .map(RecordId::id)
                .distinct()
                .limit(MOST_REFERENCES)
                .toList();
    }
}
