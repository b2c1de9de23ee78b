package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.quote.QuoteDesk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What it would cost. */
@Tag(name = "Quotes")
@RestController
@RequestMapping(path = LinksView.QUOTES, produces = MediaType.APPLICATION_JSON_VALUE)
final class QuoteController {
    private final QuoteDesk desk;

    QuoteController(QuoteDesk desk) {
        this.desk = desk;
    }

    @Operation(
            operationId = "askQuote",
            summary = "Ask what a cancellation would cost",
            description = "Asks the supplier now; nothing is cancelled. Order with quoteId to get no worse terms.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = Requests.QuoteRequest.class),
                                            examples = @ExampleObject(Requests.QUOTE_EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "The supplier's terms.",
            headers = @Header(name = "Location", description = "Where to see it again"))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<QuoteView> ask(
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller, HttpServletRequest request)
            throws IOException {
        KeptQuote quote = desk.ask(OrderReader.question(caller, Body.read(request)));
        return ResponseEntity.created(URI.create(LinksView.QUOTES + "/" + quote.id()))
                .body(QuoteView.of(quote, caller));
    }

    @Operation(operationId = "getQuote", summary = "See a quote")
    @GetMapping("/{id}")
    QuoteView get(
            @PathVariable("id") String id,
            @Parameter(hidden = true) @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return Texts.uuid(id)
                .flatMap(desk::find)
                .filter(quote -> caller.sees(quote.caller()))
                .map(quote -> QuoteView.of(quote, caller))
                .orElseThrow(() -> Rejection.of(Code.NOT_FOUND, "There is no such quote of yours."));
    }
}
