package dev.breakwater.gateway.api;

import dev.breakwater.gateway.api.Waiting.Awaited;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Journal.Filter;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Receipt;
import dev.breakwater.gateway.supplier.Suppliers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders, and what became of them. */
@Tag(name = "Cancellations")
@RestController
@RequestMapping(path = LinksView.CANCELLATIONS, produces = MediaType.APPLICATION_JSON_VALUE)
final class CancellationController {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Intake intake;
    private final Journal journal;
    private final Suppliers suppliers;
    private final Watch watch;
    private final Waiting waiting;
    private final Desk desk;

    CancellationController(
            Intake intake, Journal journal, Suppliers suppliers, Watch watch, Waiting waiting, Desk desk) {
        this.intake = intake;
        this.journal = journal;
        this.suppliers = suppliers;
        this.watch = watch;
        this.waiting = waiting;
        this.desk = desk;
    }

    @Operation(
            operationId = "orderCancellation",
            summary = "Order a cancellation",
            description = "Durable before it is answered. The same key with the same body is answered with the same"
                    + " cancellation (Idempotent-Replayed: true); another key for a booking and scope that was ordered"
                    + " already, with the earlier one (Duplicate-Of). Never is a second order made of it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.CancellationOrder.class),
                                            examples = @ExampleObject(Requests.ORDER_EXAMPLE))),
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = Preference.HEADER,
                            description = "wait=SECONDS, at most 60: answer with the final state if it comes in time.",
                            example = "wait=10"))
    @ApiResponse(
            responseCode = "200",
            description = "It has ended; or it stands for this order already.",
            headers = {
                @Header(name = "Idempotent-Replayed", description = "true: answered from an earlier request"),
                @Header(name = "Duplicate-Of", description = "The cancellation that another order made before"),
                @Header(name = Preference.APPLIED, description = "The time waited at most")
            },
            content = @Content(schema = @Schema(implementation = CancellationView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It is accepted and under way.",
            headers = @Header(name = "Location", description = "Where to see how it goes on"),
            content = @Content(schema = @Schema(implementation = CancellationView.class)))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Object order(
            @Parameter(
                            required = true,
                            description = "Your own name of this order: 1 to 255 printable ASCII characters.",
                            example = "web-2020-0815-cancel")
                    @RequestHeader(name = IDEMPOTENCY_KEY, required = false)
                    String key,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        if (key == null || key.isEmpty()) {
            throw new ApiException(
                    ProblemType.IDEMPOTENCY_KEY_MISSING,
                    "Send the header Idempotency-Key: your own name of this order, the same whenever you repeat it.");
        }
        Order order = OrderReader.order(caller, key, Body.read(request)).tracedBy(Trace.of(request));
        Optional<Duration> wait = Preference.timeToWait(request.getHeaders(Preference.HEADER));
        Receipt receipt =
                intake.accept(order, wait.filter(time -> !time.isZero()).isPresent());
        Cancellation cancellation = receipt.cancellation();
        if (wait.isEmpty() || wait.get().isZero() || cancellation.status().isFinal()) {
            receipt.end().ifPresent(end -> watch.forget(cancellation.id()));
            return answer(receipt, cancellation, caller, wait);
        }
        Awaited awaited = receipt.end()
                .map(end -> new Awaited(cancellation, end, () -> watch.forget(cancellation.id())))
                .orElseGet(() -> waiting.byLooking(cancellation));
        return waiting.answer(awaited, wait.get(), stands -> answer(receipt, stands, caller, wait));
    }

    private ResponseEntity<CancellationView> answer(
            Receipt receipt, Cancellation stands, Caller caller, Optional<Duration> waited) {
        boolean duplicate = receipt.kind() == Receipt.Kind.DUPLICATE;
        boolean ok = duplicate || stands.status().isFinal();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(ok ? HttpStatus.OK : HttpStatus.ACCEPTED);
        if (!ok) {
            answer.location(URI.create(LinksView.CANCELLATIONS + "/" + stands.id()));
        }
        if (duplicate) {
            answer.header("Duplicate-Of", stands.id().toString());
        }
        if (receipt.kind() == Receipt.Kind.REPLAYED) {
            answer.header("Idempotent-Replayed", "true");
        }
        waited.ifPresent(time -> answer.header(Preference.APPLIED, "wait=" + time.toSeconds()));
        return answer.body(desk.show(stands, caller));
    }

    @Operation(operationId = "getCancellation", summary = "See a cancellation")
    @GetMapping("/{id}")
    CancellationView get(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return desk.show(desk.find(id, caller), caller);
    }

    @Operation(
            operationId = "getTimeline",
            summary = "See its life and its evidence",
            description = "Every transition with who, why and on what evidence; and what went over the wire.")
    @GetMapping("/{id}/events")
    TimelineView events(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        Cancellation cancellation = desk.find(id, caller);
        return TimelineView.of(journal.events(cancellation.id()), journal.exchanges(cancellation.id()));
    }

    @Operation(
            operationId = "listCancellations",
            summary = "List cancellations",
            description =
                    "In the order of acceptance, your own; operators see everybody's. References are found however"
                            + " they were written.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "status", schema = @Schema(implementation = Status.class)),
                @Parameter(in = ParameterIn.QUERY, name = "supplier", example = "glass-tower"),
                @Parameter(in = ParameterIn.QUERY, name = "bookingReference", example = "OK-4711"),
                @Parameter(in = ParameterIn.QUERY, name = "ownReference", example = "web-2020-0815"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "updatedSince",
                        schema = @Schema(type = "string", format = "date-time")),
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
    CancellationView.Page list(
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request) {
        Filter filter = ListQuery.read(request, caller, suppliers);
        List<Cancellation> found = journal.list(filter);
        int size = filter.limit() - 1;
        List<Cancellation> page = found.size() > size ? found.subList(0, size) : found;
        String next = found.size() > size ? ListQuery.cursor(page.get(size - 1).id()) : null;
        return new CancellationView.Page(desk.show(page, caller), next);
    }
}
