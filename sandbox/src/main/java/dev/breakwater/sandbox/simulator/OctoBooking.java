package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.breakwater.sandbox.simulator.Behaviour.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** One attraction booking. Its content follows from its reference; callers hold its monitor. */
final class OctoBooking {

    private static final ObjectNode TEMPLATE = Json.template("octo-booking.json");
    private static final ZoneId VENUE = ZoneId.of("Europe/Paris");
    private static final int CLOSED_CUTOFF_DAYS = 90;

    private final String reference;
    private final Behaviour behaviour;
    private final Instant createdAt;
    private final ZonedDateTime start;
    private int looks;
    private int commits;
    private Instant cancelledAt;
    private String reason;

    OctoBooking(String reference, Behaviour behaviour, Instant now) {
        this.reference = reference;
        this.behaviour = behaviour;
        this.createdAt = now.minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
        this.start = now.atZone(VENUE)
                .toLocalDate()
                .plusDays(30)
                .atTime(LocalTime.of(19, 0))
                .atZone(VENUE);
        if (behaviour.condition() == Condition.GONE) {
            cancel(createdAt.plus(Duration.ofDays(1)), "Closed by the venue");
        }
    }

    String reference() {
        return reference;
    }

    /** How the commit that has just come is treated. */
    Behaviour nextCommit() {
        return behaviour.onCommit(++commits);
    }

    boolean cancellable() {
        return cancelledAt == null && behaviour.condition() != Condition.CLOSED;
    }

    void cancel(Instant effectiveAt, String why) {
        cancelledAt = effectiveAt;
        reason = why;
    }

    /** The booking as a reader sees it; a second look may see worse terms. */
    ObjectNode look(Instant now, boolean withPricing) {
        ObjectNode seen = view(now, withPricing);
        looks++;
        return seen;
    }

    ObjectNode view(Instant now, boolean withPricing) {
        String status = status(now);
        ObjectNode booking = TEMPLATE.deepCopy()
                .put("id", "SUP-" + reference)
                .put("uuid", reference)
                .put("resellerReference", reference)
                .put("supplierReference", reference)
                .put("status", status)
                .put("utcCreatedAt", createdAt.toString())
                .put("utcConfirmedAt", createdAt.toString())
                .put("utcUpdatedAt", (cancelledAt == null ? createdAt : cancelledAt).toString())
                .put("availabilityId", local(start))
                .put("cancellable", cancellable());
        booking.withObject("/availability")
                .put("id", local(start))
                .put("localDateTimeStart", local(start))
                .put("localDateTimeEnd", local(start.plusHours(2)))
                .put("utcCutoffAt", start.minusHours(3).toInstant().toString());
        ((ObjectNode) booking.withArray("unitItems").get(0))
                .put("uuid", reference + "-1")
                .put("status", status);
        if (pastCutoff()) {
            booking.withObject("/option")
                    .put("cancellationCutoff", CLOSED_CUTOFF_DAYS + " days before the start")
                    .put("cancellationCutoffAmount", CLOSED_CUTOFF_DAYS)
                    .put("cancellationCutoffUnit", "day");
        }
        if (status.equals("CANCELLED")) {
            booking.putObject("cancellation")
                    .put("refund", pastCutoff() ? "NONE" : "FULL")
                    .put("reason", reason)
                    .put("utcCancelledAt", cancelledAt.toString());
        }
        if (withPricing) {
            booking.set("pricing", pricing());
        }
        return booking;
    }

    /** How the product stands in the catalogue, whatever became of a booking's own terms. */
    static ObjectNode option() {
        return TEMPLATE.withObject("/option").deepCopy();
    }

    private String status(Instant now) {
        if (cancelledAt == null) {
            return "CONFIRMED";
        }
        return now.isBefore(cancelledAt) ? "PENDING" : "CANCELLED";
    }

    /** Whether nothing is paid back any more; the venue may still allow to cancel. */
    private boolean pastCutoff() {
        return switch (behaviour.condition()) {
            case CLOSED -> true;
            case WORSENING -> looks > 0;
            case OPEN, GONE, ABSENT, BUSY -> false;
        };
    }

    private ObjectNode pricing() {
        int retail = 2_000 + Math.floorMod(reference.hashCode(), 60) * 100;
        ObjectNode pricing = Json.object()
                .put("original", retail)
                .put("retail", retail)
                .put("net", retail * 4 / 5)
                .put("currency", "EUR")
                .put("currencyPrecision", 2);
        pricing.putArray("includedTaxes");
        return pricing;
    }

    private static String local(ZonedDateTime time) {
        return OffsetDateTime.from(time).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }
}
