package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Deadlines;
import dev.breakwater.gateway.cancellation.Deadlines.Endangered;
import dev.breakwater.gateway.cancellation.Deadlines.Floors;
import dev.breakwater.gateway.cancellation.Deadlines.Group;
import dev.breakwater.gateway.dispatch.Plan.Cell;
import dev.breakwater.gateway.supplier.Protection.Quota;
import dev.breakwater.gateway.supplier.SupplierConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is going to become of what waits at one supplier.
 *
 * @param backlog how many wait, now or for a later time
 * @param perSecond how many have their turn per second; empty if nobody knows
 * @param drain how long it takes until all had their turn; empty if the speed is not known
 * @param dated how many of them have a deadline before them
 * @param missing how many of those will not be done in time; empty if the speed is not known
 * @param atRisk what that costs, by currency code
 * @param first those of them with the most at stake, at most {@link #MOST}
 * @param assumptions what all this rests on, in words
 */
public record Forecast(
        long backlog,
        OptionalDouble perSecond,
        Optional<Duration> drain,
        long dated,
        Optional<Long> missing,
        Map<String, BigDecimal> atRisk,
        List<Endangered> first,
        List<String> assumptions) {
    /** How many are named. */
    public static final int MOST = 100;

    static Forecast of(SupplierConfig supplier, Pace pace, Deadlines deadlines, Instant now) {
        long backlog = deadlines.waiting(supplier.id());
        List<Group> groups = deadlines.groups(supplier.id());
        long dated = groups.stream().mapToLong(Group::count).sum();
        OptionalDouble perSecond = pace.perSecond(supplier);
        List<String> assumptions = assumptions(supplier, pace, perSecond, groups);
        if (perSecond.isEmpty()) {
            return new Forecast(
                    backlog, perSecond, Optional.empty(), dated, Optional.empty(), Map.of(), List.of(), assumptions);
        }
        Plan plan =
                Planner.plan(groups.stream().map(Forecast::cell).toList(), perSecond.getAsDouble(), now.toEpochMilli());
        long missing =
                groups.stream().mapToLong(group -> plan.lost(cell(group))).sum();
        return new Forecast(
                backlog,
                perSecond,
                Optional.of(Duration.ofMillis((long) (backlog / perSecond.getAsDouble() * 1_000))),
                dated,
                Optional.of(missing),
                atRisk(groups, plan),
                missing == 0 ? List.of() : deadlines.endangered(supplier.id(), floors(plan), MOST),
                assumptions);
    }

    static Cell cell(Group group) {
        return new Cell(group.deadline().toEpochMilli(), group.worth(), group.most(), group.count());
    }

    static Floors floors(Plan plan) {
        return new Floors(
                Arrays.stream(plan.until()).mapToObj(Instant::ofEpochMilli).toList(),
                Arrays.stream(plan.floors()).boxed().toList());
    }

    private static Map<String, BigDecimal> atRisk(List<Group> groups, Plan plan) {
        Map<String, BigDecimal> atRisk = new TreeMap<>();
        for (Group group : groups) {
            long lost = plan.lost(cell(group));
            if (lost > 0) {
                group.stakes()
                        .forEach((currency, stake) -> atRisk.merge(
                                currency,
                                stake.multiply(BigDecimal.valueOf(lost))
                                        .divide(BigDecimal.valueOf(group.count()), stake.scale(), RoundingMode.HALF_UP),
                                BigDecimal::add));
            }
        }
        return atRisk;
    }

    private static List<String> assumptions(
            SupplierConfig supplier, Pace pace, OptionalDouble perSecond, List<Group> groups) {
        List<String> said = new ArrayList<>();
        said.add(quota(supplier.protection().quota()));
        if (pace.seconds().isPresent()) {
            said.add(String.format(
                    Locale.ROOT,
                    "A turn takes %.2f exchanges and %.2f s on average, as this member measured lately; %d run at a time.",
                    pace.calls(),
                    pace.seconds().getAsDouble(),
                    supplier.protection().connections()));
        } else {
            said.add("This member has run none yet"
                    + (perSecond.isPresent()
                            ? ", so one exchange per cancellation is assumed."
                            : ", so nobody can say how long it will take."));
        }
        said.add("The supplier goes on answering as it does; what is ordered from now on is not counted.");
        if (groups.stream()
                        .flatMap(group -> group.stakes().keySet().stream())
                        .distinct()
                        .count()
                > 1) {
            said.add("Stakes in different currencies are compared by their amounts.");
        }
        return List.copyOf(said);
    }

    private static String quota(Quota quota) {
        List<String> limits = new ArrayList<>();
        quota.perSecond().ifPresent(most -> limits.add(most + " per second"));
        quota.perMinute().ifPresent(most -> limits.add(most + " per minute"));
        quota.perDay().ifPresent(most -> limits.add(most + " per day"));
        return limits.isEmpty()
                ? "No quota is configured."
                : "The quota is " + String.join(", ", limits) + " (exchanges), taken evenly.";
    }
}
