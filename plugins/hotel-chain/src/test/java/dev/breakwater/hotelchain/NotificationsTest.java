package dev.breakwater.hotelchain;

import static dev.breakwater.hotelchain.ScriptedSupplier.rapid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
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

class NotificationsTest {
    @Test
    void aNotificationIsAReasonToLookItsItineraryUp() {
        Pushed pushed = read(notification("8b1f2f0e").toString());

        assertThat(pushed.notices())
                .containsExactly(new Notice(
                        "8b1f2f0e",
                        new BookingKey("8120045567"),
                        new SupplierWord("itinerary.supplier.cancel", "Room cancelled by the property")));
        assertThat(pushed.notices().get(0).booking()).isEqualTo(rapid().canonical(BookingReference.of(Json.ITINERARY)));
        assertThat(pushed.acknowledgement().isEmpty()).isTrue();
    }

    @Test
    void theListOfUndeliveredOnesIsReadToo() {
        assertThat(read(List.of(notification("1"), notification("2")).toString())
                        .notices())
                .extracting(Notice::id)
                .containsExactly("1", "2");
        assertThat(read("[]").notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"itinerary.agent.create", "itinerary.agent.change", "itinerary.fraud.cancel", "quite.new"})
    void everyEventIsAReason(String type) {
        assertThat(read(notification("1").with("event_type", type).toString()).notices())
                .extracting(notice -> notice.word().code())
                .containsExactly(type);
    }

    @Test
    void whatNamesNoItineraryOrHasNoIdIsRefused() {
        for (String body : List.of(
                "",
                "hello",
                "{}",
                "[1]",
                "{\"event_id\":\"1\"}",
                notification("1").without("event_id").toString(),
                notification("x".repeat(201)).toString(),
                notification("1").with("itinerary_id", "..").toString(),
                "[".repeat(100_000))) {
            assertThatThrownBy(() -> read(body))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a notification");
        }
    }

    static Json notification(String id) {
        return new Json()
                .with("event_id", id)
                .with("event_type", "itinerary.supplier.cancel")
                .with("event_time", "2031-03-04T10:02:15.000Z")
                .with("itinerary_id", Json.ITINERARY)
                .with("email", "ada@example.org")
                .with("message", "Room cancelled by the property")
                .with("affiliate_reference_id", "");
    }

    private static Pushed read(String body) {
        return rapid().pushReader().orElseThrow().read(new Push(Map.of(), Bytes.utf8(body)));
    }
}
