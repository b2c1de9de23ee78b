package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** One room of an itinerary, with the link that cancels it. Its content follows from its id; callers hold the itinerary's monitor. */
final class RapidRoom {

    private static final ObjectNode TEMPLATE = Json.template("rapid-room.json");
    private static final ZoneId PROPERTY = ZoneId.of("Europe/Paris");
    private static final int PENALTY_PERCENT = 25;
    private static final int WORSE_PENALTY_PERCENT = 90;

    private final String id;
    private final Behaviour behaviour;
    private final int price;
    private final Instant bookedAt;
    private final LocalDate checkin;
    private int looks;
    private int commits;
    private Instant cancelledAt;
    private String cancelledBy;
    private int refund;

    RapidRoom(String id, Behaviour behaviour, Instant now, Instant bookedAt) {
        this.id = id;
        this.behaviour = behaviour;
        this.bookedAt = bookedAt;
        this.price = 30_000 + Math.floorMod(id.hashCode(), 60) * 100;
        this.checkin = LocalDate.ofInstant(now, PROPERTY).plusDays(isClosed() ? -1 : 30);
        if (behaviour.condition() == Condition.GONE) {
            cancel(bookedAt.plusSeconds(86_400), "supplier");
        }
    }

    String id() {
        return id;
    }

    /** How the commit that has just come is treated. */
    Behaviour nextCommit() {
        return behaviour.onCommit(++commits);
    }

    /** Whether a cancellation was accepted, even if it takes effect later. */
    boolean isTaken() {
        return cancelledAt != null;
    }

    void cancel(Instant effectiveAt, String source) {
        cancelledAt = effectiveAt;
        cancelledBy = source;
        refund = price - penalty();
    }

    /** Whether a link's token is one of this room and can still be used. */
    boolean accepts(String token, Instant now) {
        String[] parts = token.split("-", 2);
        return !isClosed()
                && parts[0].matches("[0-9]{1,12}")
                && token.equals(token(Long.parseLong(parts[0])))
                && now.getEpochSecond() < Long.parseLong(parts[0]);
    }

    /** The room as a reader sees it; a second look may see worse terms. */
    ObjectNode look(String path, Instant now, Instant linkEnd) {
        ObjectNode room = TEMPLATE.deepCopy()
                .put("id", id)
                .put("status", isCancelled(now) ? "canceled" : "booked")
                .put("checkin", checkin.toString())
                .put("checkout", checkin.plusDays(3).toString());
        ObjectNode links = room.putObject("links");
        if (isCancelled(now)) {
            room.remove("rate");
            return room;
        }
        describeTerms(room.withObject("/rate"));
        if (!isClosed()) {
            links.putObject("cancel")
                    .put("method", "DELETE")
                    .put("href", path + "?token=" + token(linkEnd.getEpochSecond()))
                    .put("expires", linkEnd.toString());
        }
        looks++;
        return room;
    }

    ObjectNode created() {
        return event("created", "rapid_api", bookedAt).put("status", "booked");
    }

    boolean isCancelled(Instant now) {
        return isTaken() && !now.isBefore(cancelledAt);
    }

    /** What the history tells of the cancellation, and of the money that really moved. */
    ObjectNode cancelled() {
        ObjectNode event = event("canceled", cancelledBy, cancelledAt).put("status", "canceled");
        event.set("amount_refunded", charge(refund));
        event.set("penalty", charge(price - refund));
        return event;
    }

    private ObjectNode event(String type, String source, Instant at) {
        return Json.object()
                .put("history_id", id + "-" + type)
                .put("room_id", id)
                .put("event_type", type)
                .put("event_source", source)
                .put("event_timestamp", at.toString());
    }

    private void describeTerms(ObjectNode rate) {
        String boundary = checkin.minusDays(1).atStartOfDay(PROPERTY).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        rate.putObject("cancel_refund").put("amount", amount(penalty() - price)).put("currency", "EUR");
        rate.putArray("cancel_penalties")
                .add(window(bookedAt.atZone(PROPERTY).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME), boundary)
                        .put("percent", percent() + "%"))
                .add(window(
                                boundary,
                                checkin.plusDays(4)
                                        .atStartOfDay(PROPERTY)
                                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
                        .put("nights", "3"));
        rate.putObject("pricing").putObject("totals").set("inclusive", charge(price));
    }

    private static ObjectNode window(String start, String end) {
        return Json.object().put("currency", "EUR").put("start", start).put("end", end);
    }

    private boolean isClosed() {
        return behaviour.condition() == Condition.CLOSED;
    }

    private int penalty() {
        return price * percent() / 100;
    }

    private int percent() {
        return switch (behaviour.condition()) {
            case CLOSED -> 100;
            case WORSENING -> looks > 0 ? WORSE_PENALTY_PERCENT : PENALTY_PERCENT;
            case OPEN, GONE, ABSENT, BUSY -> PENALTY_PERCENT;
        };
    }

    private String token(long end) {
        return end + "-"
                + EffectLog.sha256((id + end).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static ObjectNode charge(int cents) {
        ObjectNode charge = Json.object();
        charge.putObject("billable_currency").put("value", amount(cents)).put("currency", "EUR");
        return charge;
    }

    private static String amount(int cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
