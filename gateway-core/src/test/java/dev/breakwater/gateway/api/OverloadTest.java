package dev.breakwater.gateway.api;

import static dev.breakwater.gateway.api.ApiWorld.reference;
import static dev.breakwater.gateway.api.Client.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.sandbox.Caller;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More orders than can be written. */
@ExtendWith(ApiWorld.Extension.class)
final class OverloadTest {
    private static final int FLOOD = Api.MOST_REQUESTS + 60;

    private final ApiWorld world;

    OverloadTest(ApiWorld world) {
        this.world = world;
    }

    @Test
    void turnsAwayAtOnceWhatItCannotWriteAndKeepsWhatItAccepts() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (Connection connection =
                        world.gateway().bean(Database.class).dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table booking in access exclusive mode");
            for (int i = 0; i < FLOOD; i++) {
                answers.add(world.as(Caller.WEB).orderedLater(order("glass-tower", reference("OK"))));
            }

            await().until(() ->
                    answers.stream().filter(CompletableFuture::isDone).count() == FLOOD - Api.MOST_REQUESTS);
            assertThat(answers).filteredOn(CompletableFuture::isDone).allSatisfy(answer -> {
                assertThat(answer.join().statusCode()).isEqualTo(503);
                assertThat(answer.join().headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.join().body()).contains("OVERLOADED");
            });
            connection.rollback();
        }

        Journal journal = world.gateway().bean(Journal.class);
        assertThat(answers).extracting(answer -> answer.join().statusCode()).containsOnly(202, 503);
        assertThat(answers)
                .filteredOn(answer -> answer.join().statusCode() == 202)
                .hasSize(Api.MOST_REQUESTS)
                .allSatisfy(
                        answer -> assertThat(journal.find(id(answer.join()))).isPresent());
        assertThat(world.as(Caller.WEB)
                        .order(order("glass-tower", reference("OK")))
                        .status())
                .isEqualTo(202);
    }

    private static UUID id(HttpResponse<String> accepted) {
        String location = accepted.headers().firstValue("Location").orElseThrow();
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }
}
