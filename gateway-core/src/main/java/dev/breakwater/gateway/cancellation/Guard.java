package dev.breakwater.gateway.cancellation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.breakwater.plugin.Money;
import java.util.UUID;

/** The worst terms the caller accepts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Guard.Quoted.class, name = "quote"),
    @JsonSubTypes.Type(value = Guard.MaxPenalty.class, name = "maxPenalty"),
    @JsonSubTypes.Type(value = Guard.AnyPenalty.class, name = "anyPenalty")
})
public sealed interface Guard {
    /**
     * The terms of a quote.
     *
     * @param penalty what that quote said
     */
    record Quoted(UUID quoteId, Money penalty) implements Guard {
        public Quoted {
            requireNonNull(quoteId, "quoteId");
            requireNonNull(penalty, "penalty");
        }
    }

    /** At most this much. */
    record MaxPenalty(Money limit) implements Guard {
        public MaxPenalty {
            requireNonNull(limit, "limit");
        }
    }

    /** Whatever it costs. */
    record AnyPenalty() implements Guard {}
}
