package dev.breakwater.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Confidence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A quote as its caller sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Quote", description = "What cancelling would cost now. What is not known is left out.")
record QuoteView(
        UUID id,

        @Schema(example = "glass-tower") String supplier,

        BookingView booking,

        @Schema(description = "Empty: the whole booking.") List<ScopeItemView> scope,

        CancellationReason reason,
        WaiverView waiver,

        @Schema(description = "Whether the supplier shows that the waiver is applied.")
        boolean waiverApplied,

        @Schema(description = "What is lost.") MoneyView penalty,

        @Schema(description = "What comes back.") MoneyView refundable,

        List<LineView> lines,

        @Schema(description = "CONFIRMED: the supplier said so. ESTIMATED: computed from the booking's conditions.")
        Confidence confidence,

        @Schema(description = "Absent: without end.") Instant expiresAt,

        @Schema(description = "What would be committed one by one.")
        List<OfferView> units,

        Instant createdAt,
        LinksView links) {

    /** The terms of one unit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "QuotedUnit")
    record OfferView(
            String key,
            List<ScopeItemView> scope,
            MoneyView penalty,
            MoneyView refundable,
            Confidence confidence,

            @Schema(description = "When it costs more, as far as the supplier tells.")
            List<DeadlineView> deadlines) {
        static OfferView of(KeptQuote.Offer offer) {
            return new OfferView(
                    offer.unit().key(),
                    ScopeItemView.of(offer.unit().scope()),
                    MoneyView.of(offer.terms().penalty()),
                    MoneyView.of(offer.terms().refundable()),
                    offer.terms().confidence(),
                    DeadlineView.quoted(offer.terms().deadlines()));
        }
    }

    static QuoteView of(KeptQuote quote, Caller reader) {
        return new QuoteView(
                quote.id(),
                quote.supplier(),
                BookingView.of(quote.booking(), reader.id().equals(quote.caller())),
                ScopeItemView.of(quote.scope()),
                quote.reason(),
                WaiverView.of(quote.waiver()),
                quote.waiverApplied(),
                MoneyView.of(quote.penalty()),
                MoneyView.of(quote.refundable()),
                quote.lines().stream().map(LineView::of).toList(),
                quote.confidence(),
                quote.expiresAt().orElse(null),
                quote.units().stream().map(OfferView::of).toList(),
                quote.createdAt(),
                LinksView.quote(quote.id()));
    }
}
