package dev.breakwater.gateway.cancellation;

import static dev.breakwater.gateway.cancellation.Status.ACCEPTED;
import static dev.breakwater.gateway.cancellation.Status.AWAITING_SUPPLIER;
import static dev.breakwater.gateway.cancellation.Status.CANCELLED;
import static dev.breakwater.gateway.cancellation.Status.EXPIRED;
import static dev.breakwater.gateway.cancellation.Status.IN_DOUBT;
import static dev.breakwater.gateway.cancellation.Status.IN_FLIGHT;
import static dev.breakwater.gateway.cancellation.Status.NEEDS_REVIEW;
import static dev.breakwater.gateway.cancellation.Status.PARTIALLY_CANCELLED;
import static dev.breakwater.gateway.cancellation.Status.REFUSED;
import static dev.breakwater.gateway.cancellation.Status.SCHEDULED;
import static dev.breakwater.gateway.cancellation.Status.WITHDRAWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransitionsTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "states.md");
    private static final String BEGIN = "<!-- transitions: generated, do not edit -->";
    private static final String END = "<!-- end of transitions -->";
    private static final String WRITE = "breakwater.docs.write";

    @ParameterizedTest
    @EnumSource(Status.class)
    void isFollowedByNothingExactlyWhenItIsFinal(Status status) {
        assertThat(Transitions.from(status).isEmpty()).isEqualTo(status.isFinal());
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCEPTED", "IN_FLIGHT"})
    void canBeReachedFromWhereTheLifeBegins(Status status) {
        Set<Status> reached = EnumSet.of(ACCEPTED);
        while (reached.addAll(reached.stream()
                .flatMap(from -> Transitions.from(from).stream())
                .collect(Collectors.toSet()))) {
            assertThat(reached).doesNotContainNull();
        }
        assertThat(reached).contains(status);
    }

    @Test
    void neverCallsACommitThatMayHaveHappenedWithdrawnOrExpired() {
        // A commit that is proven not done may turn out to be too late to be sent again.
        assertThat(Transitions.from(IN_DOUBT)).doesNotContain(WITHDRAWN);
        assertThat(Transitions.from(AWAITING_SUPPLIER)).doesNotContain(WITHDRAWN, EXPIRED);
        assertThat(Transitions.from(IN_FLIGHT)).doesNotContain(WITHDRAWN);
    }

    @Test
    void neverTalksAgainOutOfDoubtWithoutBeingScheduled() {
        assertThat(Transitions.from(IN_DOUBT)).doesNotContain(IN_FLIGHT);
        assertThat(Transitions.from(NEEDS_REVIEW)).doesNotContain(IN_FLIGHT, EXPIRED);
    }

    @Test
    void goesToReviewFromEverywhereASupplierIsTalkedTo() {
        for (Status status : EnumSet.of(IN_FLIGHT, IN_DOUBT, AWAITING_SUPPLIER)) {
            assertThat(Transitions.from(status)).contains(NEEDS_REVIEW, CANCELLED, PARTIALLY_CANCELLED, REFUSED);
        }
    }

    @Test
    void refusesWhatIsNotInTheTable() {
        assertThatThrownBy(() -> Transitions.check(CANCELLED, REFUSED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CANCELLED is not followed by REFUSED");
        Transitions.check(SCHEDULED, IN_FLIGHT);
    }

    @Test
    void cannotBeChangedFromOutside() {
        assertThatThrownBy(() -> Transitions.from(ACCEPTED).add(CANCELLED))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void standsInTheDocumentsAsItIs() throws IOException {
        String text = Files.readString(DOCUMENT, UTF_8);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(text).contains(BEGIN, END);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, text.substring(0, begin) + "\n" + table() + text.substring(end), UTF_8);
            return;
        }
        assertThat(text.substring(begin, end).strip())
                .as("the table of transitions in docs/states.md; write it anew with"
                        + " mvn -pl gateway-core -am test -Dtest=TransitionsTest -D" + WRITE + "=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(table().strip());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| state | may be followed by |\n|---|---|\n");
        for (Status status : Status.values()) {
            String next = Arrays.stream(Status.values())
                    .filter(Transitions.from(status)::contains)
                    .map(Status::name)
                    .collect(Collectors.joining(", "));
            table.append("| ").append(status).append(" | ");
            table.append(next.isEmpty() ? "nothing: it is final" : next).append(" |\n");
        }
        return table.toString();
    }
}
