package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.review.Author;
import dev.breakwater.gateway.review.Decision;
import dev.breakwater.gateway.review.Decisions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people decide about one cancellation. Each is an audited event. */
@Tag(name = "Decisions")
@RestController
@RequestMapping(path = LinksView.CANCELLATIONS + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class DecisionController {
    private final Decisions decisions;
    private final Reviews reviews;
    private final Desk desk;

    DecisionController(Decisions decisions, Reviews reviews, Desk desk) {
        this.decisions = decisions;
        this.reviews = reviews;
        this.desk = desk;
    }

    @Operation(
            operationId = "resolveCancellation",
            summary = "Say what was found out at the supplier (operators)",
            description = "Settles what is in NEEDS_REVIEW or IN_DOUBT. DONE_AT_SUPPLIER ends it as cancelled;"
                    + " NOT_DONE_SEND_AGAIN sends it again, after fresh terms are held against the guard;"
                    + " NOT_DONE_GIVE_UP ends it as refused. Else 409 NOT_RESOLVABLE.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.ResolutionOrder.class))))
    @PostMapping(path = "/resolution", consumes = MediaType.APPLICATION_JSON_VALUE)
    CancellationView resolve(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        Cancellation known = desk.find(id, caller);
        return carryOut(known, DecisionReader.resolution(Body.read(request)), caller);
    }

    @Operation(
            operationId = "retryCancellation",
            summary = "Do at once what it waits for",
            description =
                    "By its caller or an operator. What is SCHEDULED is tried now; what is in doubt is looked at now;"
                            + " what NEEDS_REVIEW is tried if certainly nothing is in doubt, and looked at otherwise. Nothing is"
                            + " sent that may have been sent before. Else 409 NOT_RETRYABLE.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.ReasonGiven.class))))
    @PostMapping("/retry")
    CancellationView retry(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        Cancellation known = desk.find(id, caller);
        return carryOut(known, DecisionReader.retry(Body.readIfAny(request)), caller);
    }

    @Operation(
            operationId = "withdrawCancellation",
            summary = "Withdraw a cancellation",
            description =
                    "By its caller or an operator, who has to give a reason, while certainly nothing was done; else"
                            + " 409 NOT_WITHDRAWABLE.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.ReasonGiven.class))))
    @PostMapping("/withdraw")
    CancellationView withdraw(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        Cancellation known = desk.find(id, caller);
        return carryOut(known, DecisionReader.withdrawal(Body.readIfAny(request), caller, known.caller()), caller);
    }

    private CancellationView carryOut(Cancellation known, Decision decision, Caller caller) {
        return desk.show(decisions.carryOut(known.id(), decision, Author.of(caller.actor())), caller);
    }

    @Operation(
            operationId = "assignReview",
            summary = "Say who sees to one that needs review (operators)",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.OwnerNamed.class))))
    @PutMapping(path = "/review-owner", consumes = MediaType.APPLICATION_JSON_VALUE)
    CancellationView assign(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            HttpServletRequest request)
            throws IOException {
        caller.requireOperator();
        Cancellation known = desk.find(id, caller);
        Optional<String> owner = DecisionReader.owner(Body.read(request));
        if (!reviews.assign(known.id(), owner, caller.actor())) {
            throw Rejection.of(Code.NOT_IN_REVIEW, "It is " + known.status() + " and waits for nobody.");
        }
        return desk.show(desk.find(id, caller), caller);
    }
}
