package dev.breakwater.gateway.cancellation;

import dev.breakwater.gateway.cancellation.Change.Conclude;
import dev.breakwater.gateway.cancellation.Change.Decide;
import dev.breakwater.gateway.cancellation.Change.Intend;
import dev.breakwater.gateway.cancellation.Change.Repeat;
import dev.breakwater.gateway.cancellation.Change.TakeUp;
import dev.breakwater.gateway.postgres.GroupCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Changes cancellations by compare-and-set on their version. Exchanges are appended whether or not that succeeds. */
final class ChangeBatch implements GroupCommit.Batch<Change, Changed> {

    /** What a change must not share with another in the same transaction. */
    static Collection<String> keys(Change change) {
        return change instanceof Intend intend
                ? List.of(change.id().toString(), "booking " + intend.base().bookingId())
                : List.of(change.id().toString());
    }

    @Override
    public List<Changed> apply(Connection connection, List<Change> changes) throws SQLException {
        Map<UUID, Changed> results = new HashMap<>();
        List<Intend> intends = only(changes, Intend.class);
        List<Repeat> repeats = only(changes, Repeat.class);
        List<TakeUp> takeUps = only(changes, TakeUp.class);
        List<Conclude> concludes = only(changes, Conclude.class);
        if (!intends.isEmpty()) {
            Intents.write(connection, intends, results);
        }
        if (!repeats.isEmpty()) {
            Intents.renew(connection, repeats, results);
        }
        if (!takeUps.isEmpty()) {
            Claims.take(connection, takeUps, results);
        }
        if (!concludes.isEmpty()) {
            Conclusions.write(connection, concludes, results);
        }
        Decided.write(connection, only(changes, Decide.class), results);
        appendExchanges(connection, intends, concludes, results);
        return changes.stream().map(change -> result(change, results)).toList();
    }

    private static <T extends Change> List<T> only(List<Change> changes, Class<T> type) {
        return changes.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Changed result(Change change, Map<UUID, Changed> results) {
        return results.getOrDefault(change.id(), new Changed.Missed());
    }

    private static void appendExchanges(
            Connection connection, List<Intend> intends, List<Conclude> concludes, Map<UUID, Changed> results)
            throws SQLException {
        List<ExchangeRow> rows = new ArrayList<>();
        List<ExchangeRow> fenced = new ArrayList<>();
        for (Intend intend : intends) {
            Changed result = result(intend, results);
            Optional<UUID> ledTo = result instanceof Changed.Written
                    ? Optional.of(intend.intent().id())
                    : Optional.empty();
            intend.exchanges().stream()
                    .map(exchange -> ExchangeRow.of(intend.id(), intend.earlier(), exchange)
                            .ledTo(ledTo))
                    .forEach(result instanceof Changed.Missed ? fenced::add : rows::add);
        }
        for (Conclude conclude : concludes) {
            conclude.exchanges().stream()
                    .map(exchange -> ExchangeRow.of(conclude.id(), conclude.intent(), exchange))
                    .forEach(result(conclude, results) instanceof Changed.Missed ? fenced::add : rows::add);
        }
        rows.addAll(fenced);
        ExchangeRow.insert(connection, rows);
        LateAnswers.tell(connection, fenced);
        LateAnswers.dispute(
                connection,
                concludes.stream()
                        .filter(conclude -> result(conclude, results) instanceof Changed.Missed)
                        .toList());
    }
}
