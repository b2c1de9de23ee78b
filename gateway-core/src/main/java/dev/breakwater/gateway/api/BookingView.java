package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.plugin.BookingReference;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** How a caller names a booking. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Booking")
record BookingView(
        @Schema(
                description = "The supplier's reference.",
                example = "OK-4711",
                maxLength = 200,
                requiredMode = Schema.RequiredMode.REQUIRED)
        String reference,

        @Schema(
                description = "The reference under which the booking was made at the supplier.",
                example = "web-2020-0815",
                maxLength = 200)
        String ownReference,

        @Schema(description = "Shown to the caller who ordered only.")
        TravellerView traveller,

        @Schema(description = "Further facts, as GET /v1/suppliers declares them for the supplier's protocol.")
        Map<String, String> attributes) {

    /** Personal data. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Traveller")
    record TravellerView(
            @Schema(example = "Li Wei", maxLength = 200) String name,

            @Schema(example = "li.wei@example.org", maxLength = 200)
            String email) {
        @Override
        public String toString() {
            return "TravellerView[…]";
        }
    }

    /** @param own whether whoever reads it has written it */
    static BookingView of(BookingReference booking, boolean own) {
        TravellerView traveller = booking.traveller()
                .filter(known -> own)
                .map(known -> new TravellerView(known.name(), known.email()))
                .orElse(null);
        return new BookingView(
                booking.reference(),
                booking.ownReference().orElse(null),
                traveller,
                booking.attributes().isEmpty() ? null : booking.attributes());
    }
}
