package dev.breakwater.hotelchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkBaseTest {
    private static final String PATH = "/itineraries/812/rooms/r-1?token=A-b_c%3D%3D";

    private static final ItineraryReference ITINERARY =
            ItineraryReference.read("812").orElseThrow();

    private final LinkBase base = LinkBase.of("https://api.ean.com/v3").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3" + PATH,
                "https://api.ean.com/v3" + PATH,
                "HTTPS://API.EAN.COM/v3" + PATH,
                "https://api.ean.com:443/v3" + PATH
            })
    void aLinkBelowTheBaseIsFollowedByteForByte(String href) {
        assertThat(base.pathTo(href, ITINERARY, "r-1")).contains(PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                PATH,
                "itineraries/812/rooms/r-1?token=T",
                "//api.ean.com/v3" + PATH,
                "//evil.example/v3" + PATH,
                "http://api.ean.com/v3" + PATH,
                "https://api.ean.com:8443/v3" + PATH,
                "https://api.ean.com.evil.example/v3" + PATH,
                "https://api.ean.com@evil.example/v3" + PATH,
                "https://me@api.ean.com/v3" + PATH,
                "https:\\\\api.ean.com\\v3\\itineraries\\812",
                "https:/v3" + PATH,
                "mailto:api.ean.com/v3" + PATH,
                "/v30" + PATH,
                "/v3/../v3" + PATH,
                "/v3/itineraries/../rooms/r-1?token=T",
                "/v3/itineraries/%2e%2e/rooms/r-1?token=T",
                "/v3/itineraries/812%2Frooms%2Fr-1?token=T",
                "/v3//itineraries/812/rooms/r-1?token=T",
                "/v3/itineraries/812/rooms/r-1/extra?token=T",
                "/v3/itineraries/812/rooms/r-2?token=T",
                "/v3/itineraries/813/rooms/r-1?token=T",
                "/v3/itineraries/812?token=T",
                "/v3/properties/812/rooms/r-1?token=T",
                "/v3/itineraries/812/rooms/r-1",
                "/v3/itineraries/812/rooms/r-1?token=",
                "/v3/itineraries/812/rooms/r-1?nottoken=T",
                "/v3/itineraries/812/rooms/r-1?token=T#top",
                "/v3/itineraries/812/rooms/r-1?token=T T",
                "/v3/itineraries/812/rooms/r-1?token=T\r\nHost: evil",
                "/v3/itineraries/812/rooms/r-1?token=ü",
                "/v3/itineraries/812/rooms/r-1?token=%zz"
            })
    void aLinkThatLeadsAnywhereElseIsNot(String href) {
        assertThat(base.pathTo(href, ITINERARY, "r-1")).isEmpty();
    }

    @Test
    void aBaseWithoutAPathIsTheHost() {
        LinkBase host = LinkBase.of("http://127.0.0.1:8080/").orElseThrow();

        assertThat(host.pathTo("http://127.0.0.1:8080" + PATH, ITINERARY, "r-1"))
                .contains(PATH);
        assertThat(host.pathTo(PATH, ITINERARY, "r-1")).contains(PATH);
        assertThat(host.pathTo("http://127.0.0.1:8081" + PATH, ITINERARY, "r-1"))
                .isEmpty();
    }

    @Test
    void aLinkOfAnyLengthIsReadInNoTime() {
        String href = "/v3/itineraries/812/rooms/r-1?" + "a&".repeat(500_000);

        assertThat(base.pathTo(href, ITINERARY, "r-1")).isEmpty();
    }
}
