package dev.breakwater.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.breakwater.gateway.api.ProblemView.ErrorView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A request's body, read strictly: a JSON object, every name once, nothing behind it. Ask {@link #root()} for its fields, then
 * {@link #finish()}, which reports everything that is wrong at once. A field that is {@code null} counts as left out.
 */
final class Body {
    static final int LARGEST = 64 * 1024;
    private static final int MOST_ERRORS = 50;
    private static final int LONGEST_CAUSE = 200;
    private static final ObjectMapper MAPPER = mapper();

    private final List<ErrorView> errors = new ArrayList<>();
    private final List<Fields> opened = new ArrayList<>();
    private final Fields root;
    private boolean guardMissing;

    private Body(JsonNode tree) {
        this.root = new Fields(this, "", tree);
    }

    private static ObjectMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(32).build());
        return mapper;
    }

    /** @throws ApiException if it is too large, or no JSON */
    static Body read(HttpServletRequest request) throws IOException {
        return parse(bytes(request, LARGEST));
    }

    /** Where no body is as good as one without fields. */
    static Body readIfAny(HttpServletRequest request) throws IOException {
        byte[] bytes = bytes(request, LARGEST);
        return bytes.length == 0 ? new Body(MAPPER.createObjectNode()) : parse(bytes);
    }

    /** @throws ApiException if there are more than {@code most} */
    static byte[] bytes(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        byte[] bytes = whole(request.getInputStream(), most + 1);
        if (bytes.length > most) {
            throw tooLarge(most);
        }
        return bytes;
    }

    private static byte[] whole(InputStream body, int most) {
        try {
            return body.readNBytes(most);
        } catch (IOException e) {
            throw new ApiException(
                    ProblemType.MALFORMED_REQUEST, "The body could not be read to its end; nothing was done.");
        }
    }

    static Body parse(byte[] json) throws IOException {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                throw new ApiException(ProblemType.MALFORMED_REQUEST, "The body is empty; send a JSON object.");
            }
            return new Body(tree);
        } catch (JsonProcessingException e) {
            throw new ApiException(ProblemType.MALFORMED_REQUEST, "The body is not valid JSON" + where(e));
        } catch (CharConversionException e) {
            throw new ApiException(ProblemType.MALFORMED_REQUEST, "The body is not valid UTF-8.");
        }
    }

    private static String where(JsonProcessingException problem) {
        String cause = problem.getOriginalMessage().replaceAll("\\s+", " ");
        String shortened = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "…" : cause;
        return problem.getLocation() == null
                ? ": " + shortened
                : " (line " + problem.getLocation().getLineNr() + ", column "
                        + problem.getLocation().getColumnNr() + "): " + shortened;
    }

    private static ApiException tooLarge(int most) {
        return new ApiException(
                ProblemType.BODY_TOO_LARGE, "A body has at most " + most / 1024 + " KiB; nothing was read.");
    }

    Fields root() {
        return root;
    }

    /** Reports that the worst acceptable terms are missing. */
    void guardMissing(String detail) {
        guardMissing = errors.isEmpty();
        report("", detail);
    }

    void report(String pointer, String detail) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(ErrorView.at(pointer, detail));
        }
    }

    void opened(Fields fields) {
        opened.add(fields);
    }

    /** @throws ApiException if anything is wrong; unknown fields are */
    void finish() {
        opened.forEach(Fields::reportUnknown);
        if (errors.isEmpty()) {
            return;
        }
        if (guardMissing && errors.size() == 1) {
            throw new ApiException(
                    ProblemType.GUARD_MISSING, "The order " + errors.get(0).detail() + ".", errors);
        }
        String count = errors.size() == 1 ? "One thing is" : errors.size() + " things are";
        throw new ApiException(ProblemType.INVALID_REQUEST, count + " wrong with the body; see errors.", errors);
    }
}
