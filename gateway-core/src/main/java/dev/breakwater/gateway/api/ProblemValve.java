package dev.breakwater.gateway.api;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tomcat's own refusals, such as of a malformed URL, as problems. Tomcat makes it by its name. */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ProblemType.ofStatus(status);
        String detail = type == ProblemType.MALFORMED_REQUEST
                ? "The request line, the URL or a header is malformed; percent-encode what is not plain ASCII."
                : type.title() + ".";
        try {
            ProblemWriter.write(response, ProblemView.of(type, detail));
            response.finishResponse();
        } catch (IOException e) {
            log.debug("The caller did not wait for its answer: {}", e.toString());
        }
    }
}
