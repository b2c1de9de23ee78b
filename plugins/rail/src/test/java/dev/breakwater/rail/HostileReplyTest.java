package dev.breakwater.rail;

import static dev.breakwater.rail.Samples.READ;
import static dev.breakwater.rail.Samples.bookingWith;
import static dev.breakwater.rail.Samples.lookup;
import static dev.breakwater.rail.Samples.offerWith;
import static dev.breakwater.rail.Samples.protocol;
import static dev.breakwater.rail.Samples.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replies that are made to keep us busy. */
class HostileReplyTest {
    @Test
    void bookingOfEndlesslyManyTicketsIsNotCounted() {
        String tickets = IntStream.range(0, 60_000)
                .mapToObj(i -> "{\"id\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        String booking = bookingWith("\"fulfillments\": " + tickets + ", \"refundOffers\": ["
                + offerWith("RO-1", "CONFIRMED", "\"fulfillments\": " + tickets) + "]");
        ScriptedSupplier supplier =
                new ScriptedSupplier().on(READ, 200, booking).on(READ, 200, booking);

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(supplier.converse(protocol().quote(quote()))).isInstanceOf(QuoteResult.Unknown.class);
            assertThat(supplier.converse(protocol().lookup(lookup(Unit.whole(List.of()), Optional.empty()))))
                    .isInstanceOf(LookupResult.Unknown.class);
        });
    }
}
