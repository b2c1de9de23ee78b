package dev.breakwater.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Host",
                "Content-Length",
                "content-type",
                "Transfer-Encoding",
                "Connection",
                "Cookie",
                "CamelHttpUri",
                "camelhttpmethod",
                "CamelHttpRawQuery",
                "Proxy-Authorization",
                "Expect",
                "traceparent",
                "with blank",
                ""
            })
    void aPluginCannotSetTheGatewaysHeaders(String name) {
        assertThatThrownBy(() -> WireRequest.get("/x", Map.of(name, "http://127.0.0.1:1/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plugin must not set the header " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nInjected: yes", "a\u010D\u010AInjected: yes", "\u0000", "é"})
    void aHeadersValueIsPrintableAscii(String value) {
        assertThatThrownBy(() -> WireRequest.get("/x", Map.of("Accept", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "//host/x", "/a b", "/é", "/a\nb", "http://host/x", "/bookings/A#1/cancel"})
    void aPathBeginsWithOneSlashAndIsEncoded(String path) {
        assertThatThrownBy(() -> WireRequest.get(path, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "get", "TRACE", "CONNECT", "GET /x"})
    void aMethodIsOneThatSuppliersUse(String method) {
        assertThatThrownBy(() -> WireRequest.json(RequestKind.COMMIT, method, "/x", Map.of(), "{}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBodyNeedsATypeAndATypeABody() {
        assertThatThrownBy(() -> new WireRequest(RequestKind.READ, "GET", "/x", Map.of(), "text/plain", Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireRequest(RequestKind.COMMIT, "POST", "/x", Map.of(), "", Bytes.utf8("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"OK-1, OK-1", "a b, a%20b", "a/b, a%2Fb", "é, %C3%A9", "~._-, ~._-", "?x=1&y, %3Fx%3D1%26y"})
    void aSegmentKeepsOnlyWhatNeedsNoEncoding(String value, String encoded) {
        assertThat(WireRequest.segment(value)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void aSegmentCannotClimb(String value) {
        assertThatThrownBy(() -> WireRequest.segment(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headersCompareWithoutCase() {
        assertThat(WireRequest.get("/x", Map.of("Idempotency-Key", "k")).headers())
                .containsEntry("idempotency-key", "k");
    }
}
