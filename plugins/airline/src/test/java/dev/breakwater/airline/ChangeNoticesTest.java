package dev.breakwater.airline;

import static dev.breakwater.airline.Samples.protocol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.SupplierWord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeNoticesTest {
    private static final String DEADLINE =
            "<OrderItem><OrderItemID>ZZ501KRTWA7-1</OrderItemID><SellerFollowUpAction><ActionCode>ContactAirline"
                    + "</ActionCode><ActionInd>true</ActionInd><ActionTimeLimitDateTime>2031-03-05T00:00:00Z"
                    + "</ActionTimeLimitDateTime><ConsequenceOfInactionCode>Auto-cancellation"
                    + "</ConsequenceOfInactionCode></SellerFollowUpAction></OrderItem>";

    private static Pushed read(String body) {
        return protocol().pushReader().orElseThrow().read(new Push(Map.of(), Bytes.utf8(body)));
    }

    static String notification(String... groups) {
        return "<m:IATA_OrderChangeNotifRQ"
                + " xmlns:m=\"http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersMessage\""
                + " xmlns=\"http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersCommonTypes\">"
                + "<m:DistributionChain><DistributionChainLink><Ordinal>1</Ordinal></DistributionChainLink>"
                + "</m:DistributionChain><m:Notification><ChangeGroup>" + String.join("", groups)
                + "</ChangeGroup></m:Notification></m:IATA_OrderChangeNotifRQ>";
    }

    static String group(String operation, String version) {
        return "<ChangeOperationGroup>" + operation
                + (version.isEmpty() ? "" : "<OrderVersionNumber>" + version + "</OrderVersionNumber>")
                + "</ChangeOperationGroup>";
    }

    static String operation(String type, String reason, String sides) {
        return "<ChangeOperation><ChangeTypeCode>" + type + "</ChangeTypeCode>" + sides + "<ReasonCode>" + reason
                + "</ReasonCode></ChangeOperation>";
    }

    static String side(String side, String order, String owner) {
        return "<" + side + "><Order><OrderID>" + order + "</OrderID>" + DEADLINE + "<OwnerCode>" + owner
                + "</OwnerCode></Order></" + side + ">";
    }

    @Test
    void changeIsANoticeNamedByOrderAndVersion() {
        Pushed pushed = read(notification(group(operation("3", "116", side("New", "zz501krtwa7", "ZZ")), "4")));

        assertThat(pushed.notices())
                .containsExactly(new Pushed.Notice(
                        "ZZ501KRTWA7 4",
                        new BookingKey("ZZ501KRTWA7"),
                        new SupplierWord("3/116", "flight cancelled; Auto-cancellation at 2031-03-05T00:00:00Z")));
    }

    @Test
    void statusAloneAcknowledges() {
        Pushed pushed = read(notification(group(operation("3", "116", side("New", "A", "ZZ")), "4")));

        assertThat(pushed.acknowledgement().isEmpty()).isTrue();
        assertThat(pushed.contentType()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3, 116, flight cancelled",
        "2, 100, time changed",
        "2, 112, time changed",
        "16, 100, time changed",
        "16, 112, time changed",
        "18, 100, time changed",
        "18, 112, time changed",
        "3, 100, ''"
    })
    void reasonsAreToldInWords(String type, String reason, String text) {
        Pushed pushed = read(notification(group(
                operation(type, reason, side("New", "A", "ZZ").replaceAll("<OrderItem>.*</OrderItem>", "")), "4")));

        assertThat(pushed.notices().get(0).word()).isEqualTo(new SupplierWord(type + "/" + reason, text));
    }

    @Test
    void oldAndNewAreOneNotice() {
        String both = side("New", "A", "ZZ") + side("Old", "A", "ZZ");

        assertThat(read(notification(group(operation("3", "116", both), "4"))).notices())
                .hasSize(1);
        assertThat(read(notification(group(operation("3", "116", side("Old", "A", "ZZ")), "4")))
                        .notices())
                .hasSize(1);
    }

    @Test
    void everyOrderOfAMessageIsANotice() {
        assertThat(read(notification(
                                group(operation("3", "116", side("New", "A", "ZZ")), "4"),
                                group(operation("2", "100", side("New", "B", "ZZ")), "7"),
                                group(operation("3", "116", side("New", "A", "ZZ")), "5")))
                        .notices())
                .extracting(Pushed.Notice::id)
                .containsExactly("A 4", "B 7", "A 5");
    }

    @Test
    void changeThatIsToldTwiceIsOneNotice() {
        String change = operation("3", "116", side("New", "A", "ZZ"));
        String other = operation("2", "100", side("New", "A", "ZZ"));

        assertThat(read(notification(group(change, "4"), group(change, "4"))).notices())
                .hasSize(1);
        assertThat(read(notification(group(change + other + change, "4"))).notices())
                .containsExactly(new Pushed.Notice(
                        "A 4",
                        new BookingKey("A"),
                        new SupplierWord(
                                "3/116 2/100",
                                "flight cancelled; time changed; Auto-cancellation at 2031-03-05T00:00:00Z")));
    }

    @Test
    void everyGroupOfAMessageIsRead() {
        String two = notification(group(operation("3", "116", side("New", "A", "ZZ")), "4"))
                .replace("<m:Notification>", "<m:Notification><ChangeGroup/>");

        assertThat(read(two).notices()).hasSize(1);
    }

    @Test
    void consequenceWithoutATimeIsTold() {
        String message = notification(group(operation("3", "116", side("New", "A", "ZZ")), "4"))
                .replaceAll("<ActionTimeLimitDateTime>.*</ActionTimeLimitDateTime>", "");

        assertThat(read(message).notices().get(0).word().text()).isEqualTo("flight cancelled; Auto-cancellation");
    }

    @Test
    void changeWithoutAVersionIsNamedByItsBytes() {
        String one = notification(group(operation("3", "116", side("New", "A", "ZZ")), ""));
        String other = notification(group(operation("3", "117", side("New", "A", "ZZ")), ""));

        assertThat(read(one)).isEqualTo(read(one));
        assertThat(read(one).notices().get(0).id())
                .isNotEqualTo(read(other).notices().get(0).id());
    }

    @Test
    void ordersOfOtherAirlinesAreNoneOfOurs() {
        assertThat(read(notification(group(operation("3", "116", side("New", "A", "YY")), "4")))
                        .notices())
                .isEmpty();
        assertThat(read(notification(group(operation("3", "116", side("New", "A", "zz")), "4")))
                        .notices())
                .hasSize(1);
    }

    private static String idOf(String version) {
        return read(notification(group(operation("3", "116", side("New", "A", "ZZ")), version)))
                .notices()
                .get(0)
                .id();
    }

    @Test
    void longVersionDoesNotMakeALongId() {
        String longest = "9".repeat(198);

        assertThat(idOf(longest)).isEqualTo("A " + longest);
        assertThat(idOf(longest + "1")).hasSizeLessThan(200).isNotEqualTo(idOf(longest + "2"));
    }

    @Test
    void envelopeIsTakenOff() {
        String message = notification(group(operation("3", "116", side("New", "A", "ZZ")), "4"));

        assertThat(read("<s:Envelope xmlns:s=\"urn:s\"><s:Body>" + message + "</s:Body></s:Envelope>")
                        .notices())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        read("<s:Envelope xmlns:s=\"urn:s\"><s:Body>" + message + message + "</s:Body></s:Envelope>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html/>",
                "<IATA_OrderViewRS/>",
                "<IATA_OrderChangeNotifRQ/>",
                "<!DOCTYPE a><IATA_OrderChangeNotifRQ/>"
            })
    void whatIsNoNotificationIsTurnedAway(String body) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(body));
    }

    @Test
    void orderIdThatCannotBeOneIsTurnedAway() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(notification(group(operation("3", "116", side("New", "A B", "ZZ")), "4"))));
    }
}
