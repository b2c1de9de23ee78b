package dev.breakwater.attraction;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.List;

/** OCTO's messages, whole and valid, to be changed by the tests. */
final class Json {
    static final String UUID = "7d3c1f10-54a5-4f0e-9a71-0c2f6c3b1e01";
    static final String START = "2031-04-02T19:00:00+02:00";
    static final String CUTOFF = "2031-04-01T17:00:00Z";

    private final JsonObject object = new JsonObject();

    /** Confirmed, cancellable until 24 hours before {@link #START}, net price 25.60 EUR. */
    static Json booking() {
        return new Json()
                .with("id", "SUP-9001")
                .with("uuid", UUID)
                .with("testMode", false)
                .with("resellerReference", "HT-5511")
                .with("supplierReference", "GLS-88")
                .with("status", "CONFIRMED")
                .with("utcCreatedAt", "2031-01-10T08:00:00Z")
                .with("utcUpdatedAt", "2031-01-10T08:01:00Z")
                .with("utcExpiresAt", null)
                .with("utcRedeemedAt", null)
                .with("utcConfirmedAt", "2031-01-10T08:01:00Z")
                .with("productId", "glass-tower")
                .with("optionId", "evening")
                .with("cancellable", true)
                .with("cancellation", null)
                .with("freesale", false)
                .with("option", option(24, "hour"))
                .with("availabilityId", START)
                .with("availability", availability())
                .with("contact", contact())
                .with("notes", null)
                .with("deliveryMethods", new JsonArray(List.of("VOUCHER")))
                .with("voucher", null)
                .list("unitItems", unitItem(1, "CONFIRMED"))
                .with("pricing", pricing(3200, 2560, "EUR", 2));
    }

    static Json booking(String status) {
        return booking().with("status", status);
    }

    static Json cancelled(String refund, String reason, String at) {
        return booking("CANCELLED")
                .with("cancellable", false)
                .with(
                        "cancellation",
                        new Json().with("refund", refund).with("reason", reason).with("utcCancelledAt", at))
                .list("unitItems", unitItem(1, "CANCELLED"));
    }

    static Json option(Object cutoffAmount, String cutoffUnit) {
        return new Json()
                .with("id", "evening")
                .with("default", true)
                .with("internalName", "Evening")
                .with("reference", null)
                .with("availabilityLocalStartTimes", new JsonArray(List.of("19:00")))
                .with("cancellationCutoff", "for people")
                .with("cancellationCutoffAmount", cutoffAmount)
                .with("cancellationCutoffUnit", cutoffUnit)
                .with("requiredContactFields", new JsonArray())
                .with("restrictions", new Json().with("minUnits", 1).with("maxUnits", null))
                .with("units", new JsonArray());
    }

    static Json availability() {
        return new Json()
                .with("id", START)
                .with("localDateTimeStart", START)
                .with("localDateTimeEnd", "2031-04-02T21:00:00+02:00")
                .with("utcCutoffAt", "2031-04-02T16:00:00Z")
                .with("allDay", false)
                .with("available", true)
                .with("status", "AVAILABLE")
                .with("vacancies", 12)
                .with("capacity", 40)
                .with("maxUnits", 9)
                .with("openingHours", new JsonArray());
    }

    static Json pricing(Object retail, Object net, String currency, Object precision) {
        return new Json()
                .with("original", retail)
                .with("retail", retail)
                .with("net", net)
                .with("currency", currency)
                .with("currencyPrecision", precision)
                .with("includedTaxes", new JsonArray());
    }

    static Json unitItem(int number, String status) {
        return new Json()
                .with("uuid", "7d3c1f10-54a5-4f0e-9a71-0c2f6c3b1f0" + number)
                .with("resellerReference", null)
                .with("supplierReference", null)
                .with("unitId", "adult")
                .with("status", status)
                .with("utcRedeemedAt", null)
                .with("ticket", null)
                .with("contact", contact());
    }

    /** With these options and no further conditions. */
    static Json product(Json... options) {
        return new Json()
                .with("id", "glass-tower")
                .with("timeZone", "Europe/Paris")
                .list("options", options);
    }

    static Json error(String word) {
        return new Json().with("error", word).with("errorMessage", "text of " + word);
    }

    private static Json contact() {
        return new Json()
                .with("fullName", null)
                .with("firstName", null)
                .with("lastName", null)
                .with("emailAddress", null)
                .with("phoneNumber", null)
                .with("locales", new JsonArray())
                .with("postalCode", null)
                .with("country", null)
                .with("notes", null);
    }

    Json with(String name, Object value) {
        object.put(name, value instanceof Json json ? json.object : value);
        return this;
    }

    Json without(String name) {
        object.remove(name);
        return this;
    }

    Json list(String name, Json... elements) {
        JsonArray array = new JsonArray();
        for (Json element : elements) {
            array.add(element.object);
        }
        return with(name, array);
    }

    @Override
    public String toString() {
        return JsonWriter.string(object);
    }
}
