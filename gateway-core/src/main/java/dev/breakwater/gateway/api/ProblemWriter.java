package dev.breakwater.gateway.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes problems, whatever the client says it accepts: who cannot read them still sees the status. */
final class ProblemWriter {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private ProblemWriter() {}

    static void write(HttpServletResponse response, ProblemView problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] json = MAPPER.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
