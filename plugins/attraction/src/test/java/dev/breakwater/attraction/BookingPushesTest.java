package dev.breakwater.attraction;

import static dev.breakwater.attraction.ScriptedSupplier.octo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.Pushed.Notice;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookingPushesTest {
    private static final Json CANCELLED =
            Json.cancelled("FULL", "Venue closed", "2031-03-05T06:00:00Z").with("utcUpdatedAt", "2031-03-05T06:00:00Z");

    @Test
    void aBookingIsAReasonToLookItUpUnderEachOfItsNames() {
        SupplierWord word = new SupplierWord("CANCELLED", "FULL");

        assertThat(notices(delivery("wh-1", CANCELLED).toString()))
                .containsExactly(
                        new Notice(Json.UUID + " 2031-03-05T06:00:00Z", new BookingKey(Json.UUID), word),
                        new Notice("SUP-9001 2031-03-05T06:00:00Z", new BookingKey("SUP-9001"), word));
    }

    @Test
    void aBookingWithoutAnEnvelopeIsReadLikewise() {
        assertThat(notices(CANCELLED.toString()))
                .isEqualTo(notices(delivery("wh-1", CANCELLED).toString()));
    }

    @Test
    void itIsAcknowledgedByTheStatusAlone() {
        assertThat(read(CANCELLED.toString()).acknowledgement()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void theSameChangeIsTheSameNoticeHoweverItIsDelivered() {
        assertThat(notices(delivery("wh-2", CANCELLED).toString()))
                .isEqualTo(notices(delivery("wh-1", CANCELLED).toString()));
    }

    @Test
    void anotherChangeIsAnotherNotice() {
        Json later = Json.booking().with("utcUpdatedAt", "2031-03-05T06:00:01Z");

        assertThat(ids(later)).doesNotContainAnyElementsOf(ids(CANCELLED));
    }

    @Test
    void aChangeWithoutATimeIsNamedByItsBytes() {
        Json first = Json.booking().without("utcUpdatedAt");
        Json second = Json.booking("PENDING").without("utcUpdatedAt");

        assertThat(ids(first)).isEqualTo(ids(first)).doesNotContainAnyElementsOf(ids(second));
    }

    @Test
    void aLongNameDoesNotMakeALongId() {
        String longest = "X".repeat(179);

        assertThat(ids(Json.booking().without("id").with("uuid", longest)))
                .containsExactly(longest + " 2031-01-10T08:01:00Z");
        assertThat(ids(Json.booking().without("id").with("uuid", longest + "Y")))
                .singleElement()
                .satisfies(id -> assertThat(id).hasSize(36));
    }

    @Test
    void whatIsNotAboutABookingIsNoReasonToLook() {
        String message = "{\"webhook\":{\"id\":\"wh-1\",\"event\":\"availability_update\"},\"availability\":{}}";

        assertThat(notices(message)).isEmpty();
    }

    @Test
    void aBookingIsAReasonWhateverTheEventIsCalled() {
        String renamed = delivery("wh-1", CANCELLED).toString().replace("booking_update", "booking.cancelled");

        assertThat(notices(renamed)).isEqualTo(notices(CANCELLED.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"webhook\":{\"event\":\"booking_update\"}}",
                "{\"webhook\":{\"event\":\"booking_update\"},\"booking\":{\"status\":\"CONFIRMED\"}}",
                "{\"booking\":{\"uuid\":\"7d3c1f10-54a5-4f0e-9a71-0c2f6c3b1e01\"}}",
                "{\"booking\":{\"uuid\":\"..\",\"status\":\"CONFIRMED\"}}"
            })
    void whatIsNoMessageOfTheProtocolIsRefused(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(body));
    }

    @Test
    void severalBookingsAtOnceAreNoMessageOfTheProtocol() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(List.of(CANCELLED, CANCELLED).toString()));
    }

    static Push push(Object body) {
        return new Push(Map.of("Content-Type", "application/json"), Bytes.utf8(body.toString()));
    }

    static Json delivery(String webhook, Json booking) {
        Json about =
                new Json().with("id", webhook).with("event", "booking_update").with("retryOnError", true);
        return new Json()
                .with("webhook", about)
                .list("diff", new Json().with("op", "replace").with("path", "/status"))
                .with("booking", booking);
    }

    private static Pushed read(String body) {
        return octo().pushReader().orElseThrow().read(push(body));
    }

    private static List<Notice> notices(String body) {
        return read(body).notices();
    }

    private static List<String> ids(Json booking) {
        return notices(booking.toString()).stream().map(Notice::id).toList();
    }
}
