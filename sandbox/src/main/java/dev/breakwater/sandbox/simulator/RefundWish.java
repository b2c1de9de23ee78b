package dev.breakwater.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is to be refunded.
 *
 * @param tickets the ids of the tickets
 * @param passengers for whom; empty for all
 * @param overruleCode the waiver that is asked for
 */
record RefundWish(List<String> tickets, Set<String> passengers, Optional<String> overruleCode) {

    RefundWish {
        tickets = List.copyOf(tickets);
        passengers = Set.copyOf(passengers);
    }

    static RefundWish of(JsonNode body) {
        return new RefundWish(
                texts(body.path("fulfillmentIds")).toList(),
                StreamSupport.stream(body.path("refundSpecifications").spliterator(), false)
                        .flatMap(specification -> texts(specification.path("passengerIds")))
                        .collect(Collectors.toSet()),
                Optional.ofNullable(body.path("overruleCode").textValue()));
    }

    /** The same without a waiver. */
    RefundWish unwaived() {
        return new RefundWish(tickets, passengers, Optional.empty());
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }
}
