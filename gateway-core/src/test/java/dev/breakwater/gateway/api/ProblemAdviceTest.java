package dev.breakwater.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ProblemAdviceTest {
    /** The connection may get lost after the journal has written, and before it has said so. */
    @ParameterizedTest
    @CsvSource({
        "GET, /v1/cancellations, NONE",
        "POST, /v1/quotes, NONE",
        "POST, /v1/cancellations/1/resolution, UNKNOWN",
        "POST, /v1/bulk/1/confirm, UNKNOWN",
        "PUT, /v1/pauses/all, UNKNOWN",
        "DELETE, /v1/pauses/all, UNKNOWN",
    })
    void whoMayHaveChangedSomethingIsNotToldThatNothingWasDone(String method, String path, String effect)
            throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();

        new ProblemAdvice()
                .unavailable(
                        new JournalUnavailable(new SQLException("gone")),
                        new MockHttpServletRequest(method, path),
                        response);

        JsonNode problem = new ObjectMapper().readTree(response.getContentAsByteArray());
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(problem.at("/effect").asText()).isEqualTo(effect);
        assertThat(problem.at("/detail").asText().contains("nothing was done")).isEqualTo(effect.equals("NONE"));
    }
}
