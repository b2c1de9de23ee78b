package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** Where to go on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Links")
record LinksView(String self, String events) {
    static final String CANCELLATIONS = "/v1/cancellations";
    static final String QUOTES = "/v1/quotes";
    static final String REVIEWS = "/v1/reviews";
    static final String BULK = "/v1/bulk";

    static LinksView cancellation(UUID id) {
        String self = CANCELLATIONS + "/" + id;
        return new LinksView(self, self + "/events");
    }

    static LinksView quote(UUID id) {
        return new LinksView(QUOTES + "/" + id, null);
    }
}
