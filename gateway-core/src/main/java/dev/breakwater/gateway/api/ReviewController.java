package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.cancellation.Reviews.Case;
import dev.breakwater.gateway.cancellation.Reviews.Filter;
import dev.breakwater.gateway.cancellation.Reviews.Place;
import dev.breakwater.gateway.cancellation.StatusReason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The queue of those who decide. */
@Tag(name = "Decisions")
@RestController
@RequestMapping(path = LinksView.REVIEWS, produces = MediaType.APPLICATION_JSON_VALUE)
final class ReviewController {
    private static final int CURSOR_BYTES = 24;

    private final Reviews reviews;
    private final InstantSource clock = InstantSource.system();

    ReviewController(Reviews reviews) {
        this.reviews = reviews;
    }

    @Operation(
            operationId = "listReviews",
            summary = "See what waits for a person, the longest waiting first (operators)",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "supplier", example = "glass-tower"),
                @Parameter(in = ParameterIn.QUERY, name = "owner", description = "What this one sees to."),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "unowned",
                        description = "true: what nobody sees to.",
                        schema = @Schema(type = "boolean")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "reason",
                        schema = @Schema(implementation = StatusReason.class)),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "cursor",
                        description = "nextCursor of the page before, with the same filters."),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "limit",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
            })
    @GetMapping
    ReviewView.Page list(
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request) {
        caller.requireOperator();
        Query query = new Query(request);
        Optional<String> supplier = query.text("supplier");
        Optional<String> owner = query.text("owner");
        boolean unowned = query.flag("unowned");
        Optional<StatusReason> reason = query.oneOf("reason", StatusReason.class);
        Optional<Place> after = query.cursor(ReviewController::place);
        int limit = query.limit();
        query.finish();
        List<Case> found = reviews.list(new Filter(supplier, owner, unowned, reason, after, limit + 1));
        List<Case> page = found.size() > limit ? found.subList(0, limit) : found;
        Instant now = clock.instant();
        return new ReviewView.Page(
                page.stream().map(one -> ReviewView.of(one, now)).toList(),
                found.size() > limit ? cursor(page.get(limit - 1)) : null);
    }

    private static String cursor(Case last) {
        UUID id = last.cancellation().id();
        byte[] bytes = ByteBuffer.allocate(CURSOR_BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.review().since()))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Optional<Place> place(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != CURSOR_BYTES) {
                return Optional.empty();
            }
            Instant since = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            return Optional.of(new Place(since, new UUID(bytes.getLong(), bytes.getLong())))
                    .filter(place -> Texts.isOfOurTime(place.since()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
