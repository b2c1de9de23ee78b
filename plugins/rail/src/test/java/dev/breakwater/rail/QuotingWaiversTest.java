package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.ASK;
import static dev.breakwater.rail.Samples.KEY;
import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.amounts;
import static dev.breakwater.rail.Samples.booking;
import static dev.breakwater.rail.Samples.offer;
import static dev.breakwater.rail.Samples.offerWith;
import static dev.breakwater.rail.Samples.offers;
import static dev.breakwater.rail.Samples.problem;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.QuoteResult.Quoted;
import dev.breakwater.plugin.QuoteResult.Refused;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Waiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Overrule codes: asked for in the quote, and applied only if the offer shows it. */
class QuotingWaiversTest {
    private final ScriptedSupplier supplier = new ScriptedSupplier();

    private QuoteResult quoted(QuoteOrder order) {
        return supplier.converse(protocol().quote(order));
    }

    private Quoted quotedWith(QuoteOrder order, String booking, String reply) {
        supplier.on(READ, 200, booking).on(ASK, 200, reply);
        return (Quoted) quoted(order);
    }

    private static void assertRefused(QuoteResult result, RefusalCode code) {
        assertThat(result)
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::code)
                .isEqualTo(code);
    }

    @Test
    void waiverGoesIntoTheRequestAndIsAppliedIfTheOfferSaysSo() {
        Quoted quoted = quotedWith(
                quote(new Waiver("STRIKE", true)),
                booking("FULFILLED"),
                offers(
                        offerWith("RO-1", "PROPOSED", amounts(0, 13480)),
                        offerWith("RO-2", "PROPOSED", amounts(0, 13480) + ", \"appliedOverruleCode\": \"STRIKE\"")));

        assertThat(supplier.last().body().text(UTF_8))
                .isEqualTo("{\"fulfillmentIds\":[\"FF-1\"],\"overruleCode\":\"STRIKE\"}");
        assertThat(quoted.waiverApplied()).isTrue();
        assertThat(quoted.units().get(0).unit().carried()).containsEntry("refundOfferId", "RO-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                | ''",
                "\"appliedOverruleCode\": \"DEATH\" | ''",
                "\"appliedOverruleCode\": \"STRIKE\" | {\"code\": \"urn:uic:problem:OVERRULE_CODE_NOT_ACCEPTED\"}",
                "\"appliedOverruleCode\": \"STRIKE\" | {\"code\": \"X_IGNORED\", \"pointers\": [{\"requestPointer\": \"#/overruleCode\"}]}",
                "''                                | {\"code\": \"OVERRULE_CODE_NOT_SUPPORTED\"}",
                "''                                | {\"code\": \"VALUE_NOT_SUPPORTED\", \"pointers\": [{\"requestPointer\": \"#/overruleCode\"}]}"
            })
    void waiverThatIsNotVisiblyAppliedIsRefusedIfRequiredAndToldIfNot(String field, String problem) {
        String offer = offerWith("RO-1", "PROPOSED", amounts(6740, 0) + (field.isEmpty() ? "" : "," + field));
        String reply = "{\"problems\": [" + problem + "], \"refundOffers\": [" + offer + "]}";
        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 200, reply);

        assertRefused(quoted(quote(new Waiver("STRIKE", true))), RefusalCode.WAIVER_REFUSED);
        assertThat(supplier.lines()).containsExactly(READ, ASK);
        assertThat(quotedWith(quote(new Waiver("STRIKE", false)), booking("FULFILLED"), reply)
                        .waiverApplied())
                .isFalse();
    }

    @Test
    void waiverRefusedAsAnErrorIsAskedWithoutItUnlessItIsRequired() {
        supplier.on(READ, 200, booking("FULFILLED"))
                .on(ASK, 400, problem("OVERRULE_CODE_NOT_SUPPORTED"))
                .on(ASK, 200, offers(offer("RO-1", "PROPOSED", "FULFILLED")));

        assertThat(quoted(quote(new Waiver("STRIKE", false)))).isInstanceOf(Quoted.class);
        assertThat(supplier.last().headers().get("Idempotency-Key")).isNotEqualTo(KEY);

        supplier.on(READ, 200, booking("FULFILLED")).on(ASK, 400, problem("OVERRULE_CODE_NOT_SUPPORTED"));
        assertRefused(quoted(quote(new Waiver("STRIKE", true))), RefusalCode.WAIVER_REFUSED);
    }
}
