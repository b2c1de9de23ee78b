package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Restraints;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table of parked suppliers and the accounts of daily quotas, in memory. */
final class FakeRestraints implements Restraints {
    private final FakeTime time;
    private final Map<String, Row> parked = new TreeMap<>();
    private final Map<Instant, Integer> taken = new TreeMap<>();
    private boolean unreachable;
    private int living = 1;

    private record Row(String cause, Instant since, Instant nextProbeAt) {}

    FakeRestraints(FakeTime time) {
        this.time = time;
    }

    void becomeUnreachable() {
        unreachable = true;
    }

    int taken() {
        return taken.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public List<Parked> parked() {
        check();
        return parked.entrySet().stream()
                .map(row -> new Parked(
                        row.getKey(),
                        row.getValue().cause(),
                        row.getValue().since(),
                        Duration.between(time.now(), row.getValue().nextProbeAt())))
                .toList();
    }

    @Override
    public void park(String supplier, String cause, Duration untilProbe) {
        check();
        parked.put(supplier, new Row(cause, time.now(), time.now().plus(untilProbe)));
    }

    @Override
    public boolean claimProbe(String supplier, Duration interval) {
        check();
        Row row = parked.get(supplier);
        if (row == null || row.nextProbeAt().isAfter(time.now())) {
            return false;
        }
        parked.put(supplier, new Row(row.cause(), row.since(), time.now().plus(interval)));
        return true;
    }

    @Override
    public void unpark(String supplier) {
        check();
        parked.remove(supplier);
    }

    @Override
    public Lot takeLot(String supplier, int perDay, int calls) {
        check();
        Instant hour = hour();
        int lot = Math.min(calls, left(supplier, perDay));
        taken.merge(hour, lot, Integer::sum);
        return new Lot(lot, hour, Duration.between(time.now(), hour.plus(Duration.ofHours(1))));
    }

    @Override
    public void giveBack(String supplier, Instant hour, int calls) {
        check();
        taken.merge(hour, -calls, Integer::sum);
    }

    void live(int members) {
        living = members;
    }

    @Override
    public int livingMembers() {
        return living;
    }

    @Override
    public int left(String supplier, int perDay) {
        Instant first = hour().minus(Duration.ofHours(24));
        return perDay
                - taken.entrySet().stream()
                        .filter(hour -> !hour.getKey().isBefore(first))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
    }

    private Instant hour() {
        return time.now().truncatedTo(ChronoUnit.HOURS);
    }

    private void check() {
        if (unreachable) {
            throw new JournalUnavailable(new SQLException("gone"));
        }
    }
}
