package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.Pushed.Notice;
import dev.breakwater.plugin.SupplierWord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookingEventsTest {
    private static final BookingKey BOOKING = new BookingKey("BK-7731");

    private static Pushed read(String body) {
        return Samples.protocol().pushReader().orElseThrow().read(new Push(Map.of(), Bytes.utf8(body)));
    }

    private static Notice notice(String body) {
        assertThat(read(body).notices()).hasSize(1);
        return read(body).notices().get(0);
    }

    @Test
    void eventIsAReasonToLookItsBookingUp() {
        assertThat(notice(event()))
                .isEqualTo(new Notice(
                        "BK-7731 FULFILLMENT_REFUNDED r12",
                        BOOKING,
                        new SupplierWord("FULFILLMENT_REFUNDED", "Ticket FF-1 refunded")));
    }

    @Test
    void eventIsAcknowledgedByStatus200() {
        assertThat(read(event()).acknowledgement()).isEqualTo(Bytes.utf8("{}"));
        assertThat(read(event()).contentType()).isEqualTo("application/json");
    }

    @Test
    void eventOfTheNextVersionIsReadToo() {
        String event = """
                {"objectType": "BookingEvent", "id": "EV-9", "type": "AFTERSALES_OVERRIDDEN", "resourceId": "bk-7731",
                 "timeStamp": "2031-03-04T09:04:12Z", "reason": "Conditions relaxed"}""";

        assertThat(notice(event))
                .isEqualTo(new Notice(
                        "BK-7731 AFTERSALES_OVERRIDDEN EV-9",
                        BOOKING,
                        new SupplierWord("AFTERSALES_OVERRIDDEN", "Conditions relaxed")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUND_INITIATED", "FULFILLMENT_RELEASED", "BOOKING_TRIP_CHANGED", "QUITE_NEW"})
    void everyTypeIsAReason(String type) {
        assertThat(notice(event().replace("FULFILLMENT_REFUNDED", type)).word().code())
                .isEqualTo(type);
    }

    @Test
    void noticesOfOneBookingAreToldApartByTypeAndRevision() {
        assertThat(notice(event()).id())
                .isEqualTo(notice(event().replace("Ticket", "Document")).id())
                .isNotEqualTo(notice(event().replace("_REFUNDED", "_RELEASED")).id())
                .isNotEqualTo(notice(event().replace("r12", "r13")).id());
    }

    @Test
    void noticeWithoutARevisionIsNamedByWhatElseThereIs() {
        String unnamed = event().replace("\"name\": \"r12\", ", "");
        String unmarked = event().replace("revision", "unknown");

        assertThat(notice(unnamed).id()).endsWith(" 2031-03-04T09:04:12Z");
        assertThat(notice(unmarked).id())
                .isNotEqualTo(notice(unmarked.replace("r12", "r13")).id());
        assertThat(notice(event().replace("r12", "r".repeat(500))).id()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ComplaintEvent", "ReimbursementEvent"})
    void eventAboutSomethingElseIsAcknowledgedAndNoMore(String type) {
        Pushed pushed = read("{\"objectType\": \"" + type + "\", \"type\": \"SETTLED\", \"summary\": \"Settled\"}");

        assertThat(pushed.notices()).isEmpty();
        assertThat(pushed.acknowledgement()).isEqualTo(Bytes.utf8("{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                   | object of JSON",
                "hello                                | object of JSON",
                "[1]                                  | object of JSON",
                "{}                                   | bookingId",
                "{\"bookingId\": [\"BK-1\"]}          | bookingId",
                "{\"bookingId\": \"..\"}              | reference",
                "{\"bookingId\": \"A\", \"objectType\": \"TripEvent\"} | objectType"
            })
    void whatIsNoEventOfTheStandardIsRefused(String body, String problem) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
