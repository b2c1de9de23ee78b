package dev.breakwater.gateway.cancellation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.ConstructorDetector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.breakwater.plugin.Money;
import java.io.UncheckedIOException;
import java.util.Map;

/** How the journal writes what the database need not understand. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(Money.class, MoneyAsText.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // A newer member may have added fields and words.
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .constructorDetector(ConstructorDetector.DEFAULT)
            .build();

    private Json() {}

    /** An amount as decimal text, exact in every language that will read it. */
    @JsonIgnoreProperties({"minorUnits", "negative"})
    private abstract static class MoneyAsText {
        @JsonCreator
        static Money of(@JsonProperty("amount") String amount, @JsonProperty("currency") String currency) {
            return Money.of(amount, currency);
        }

        @JsonProperty
        abstract String amount();
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> readMap(String json) {
        return read(json, Map.class);
    }
}
