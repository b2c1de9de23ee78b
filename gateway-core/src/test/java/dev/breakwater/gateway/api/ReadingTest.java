package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.api.Client.Reply;
import dev.breakwater.sandbox.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiWorld.Extension.class)
class ReadingTest {
    private Client web;
    private Client harbour;
    private Client ops;

    @BeforeEach
    void enter(ApiWorld world) {
        web = world.as(Caller.WEB);
        harbour = world.as(Caller.HARBOUR_TRIPS);
        ops = world.as(Caller.OPS);
    }

    private static String withTraveller(String reference, String own) {
        return """
                {"supplier": "glass-tower", "acceptAnyPenalty": true, "metadata": {"case": "7"},
                 "booking": {"reference": "%s", "ownReference": "%s",
                    "traveller": {"name": "Li Wei", "email": "li@example.org"}}}""".formatted(reference, own);
    }

    @Test
    void anotherCallersCancellationIsNotThere() {
        String path = web.ended(order("glass-tower", reference("OK"))).at("/links/self");

        assertThat(harbour.get(path).status()).isEqualTo(404);
        assertThat(harbour.get(path + "/events").status()).isEqualTo(404);
        assertThat(harbour.post(path + "/withdraw").status()).isEqualTo(404);
        assertThat(ops.get(path).status()).isEqualTo(200);
    }

    @Test
    void theTravellerIsShownToWhoOrderedOnly() {
        String path =
                web.ended(withTraveller(reference("OK"), reference("own"))).at("/links/self");

        assertThat(web.get(path).at("/booking/traveller/name")).isEqualTo("Li Wei");
        assertThat(web.get(path).at("/metadata/case")).isEqualTo("7");
        assertThat(ops.get(path).raw().body()).doesNotContain("Li Wei", "li@example.org");
    }

    @Test
    void theTimelineHasEveryTransitionAndItsEvidence() {
        Reply ended = web.ended(order("glass-tower", reference("REFUSED")));

        Reply timeline = web.get(ended.at("/links/events"));

        List<String> statuses = timeline.json().at("/items").findValuesAsText("status");
        assertThat(statuses).startsWith("ACCEPTED").endsWith("REFUSED");
        assertThat(timeline.at("/items/0/actor")).isEqualTo("caller:web");
        int last = statuses.size() - 1;
        assertThat(timeline.at("/items/" + last + "/evidence/supplierCode")).isEqualTo(ended.at("/supplierCode"));
        assertThat(timeline.at("/exchanges/0/delivery")).isEqualTo("ANSWERED");
        assertThat(timeline.json().at("/exchanges").findValuesAsText("kind")).contains("COMMIT");
    }

    @Test
    void aListIsFilteredByWhatBelongsToABooking() {
        String reference = reference("OK");
        String own = reference("own");
        Reply ended = web.ended(withTraveller(reference, own));

        for (String filter : new String[] {
            "bookingReference=" + reference.toLowerCase(Locale.ROOT),
            "ownReference=" + own,
            "status=CANCELLED&supplier=glass-tower&bookingReference=" + reference,
            "bookingReference=" + reference + "&updatedSince=" + ended.at("/updatedAt")
        }) {
            Reply list = web.get("/v1/cancellations?" + filter);
            assertThat(list.json().at("/items").findValuesAsText("id"))
                    .as(filter)
                    .containsExactly(ended.at("/id"));
            assertThat(harbour.get("/v1/cancellations?" + filter).json().at("/items"))
                    .as(filter)
                    .isEmpty();
        }
        assertThat(web.get("/v1/cancellations?status=REFUSED&ownReference=" + own)
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void aListIsReadPageByPage() {
        String own = reference("own");
        List<String> ordered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ordered.add(web.ended(withTraveller(reference("OK"), own)).at("/id"));
        }

        List<String> read = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            Reply page = web.get("/v1/cancellations?limit=2&ownReference=" + own + cursor);
            page.json().at("/items").forEach(item -> read.add(item.at("/id").asText()));
            cursor = page.at("/nextCursor").isEmpty() ? "" : "&cursor=" + page.at("/nextCursor");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(read).isEqualTo(ordered);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void everythingWrongWithAQueryIsNamedAtOnce() {
        Reply refused = web.get("/v1/cancellations?status=DONE&limit=0&cursor=x&updatedSince=today&page=2"
                + "&ownReference=a&ownReference=b&bookingReference=%00");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsText("parameter"))
                .containsExactlyInAnyOrder(
                        "status", "limit", "cursor", "updatedSince", "page", "ownReference", "bookingReference");
    }
}
