package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.cancellation.Moment;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.StatedDeadline;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.partnerfile.Table.Row;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Traveller;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Understands one row as an order. */
final class RowOrder {
    private static final int LONGEST_ROW_ID = 200;
    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "0");

    private final Profile profile;
    private final Row row;
    private final List<String> problems = new ArrayList<>();

    private RowOrder(Profile profile, Row row) {
        this.profile = profile;
        this.row = row;
    }

    /**
     * The order a row stands for.
     *
     * @param key the idempotency key
     * @throws Rejection naming everything that is wrong
     */
    static Order read(Profile profile, String caller, Row row, String key) {
        return new RowOrder(profile, row).order(caller, key);
    }

    /** The partner's own name of a row; empty if it has none. */
    static String rowId(Row row) {
        String id = row.cell(Column.ROW_ID).orElse("").replaceAll("[\\p{Cntrl}\\uDFFF]", " ");
        return id.length() <= LONGEST_ROW_ID ? id : id.substring(0, LONGEST_ROW_ID) + "…";
    }

    private Order order(String caller, String key) {
        row.problem().ifPresent(problem -> {
            throw Rejection.of(Code.INVALID_REQUEST, "The row " + problem + ".");
        });
        Optional<String> supplier =
                row.cell(Column.SUPPLIER).or(() -> profile.defaults().supplier());
        if (supplier.isEmpty()) {
            problem(Column.SUPPLIER, "is empty");
        }
        Optional<String> reference = row.cell(Column.BOOKING_REFERENCE);
        if (reference.isEmpty()) {
            problem(Column.BOOKING_REFERENCE, "is empty");
        }
        List<ScopeItem> scope = scope();
        CancellationReason reason = reason();
        Optional<Instant> requestedAt = requestedAt();
        Optional<Limit> limit = limit();
        List<StatedDeadline> deadlines = deadlines();
        if (!problems.isEmpty()) {
            throw Rejection.of(Code.INVALID_REQUEST, String.join("; ", problems) + ".");
        }
        BookingReference booking = new BookingReference(
                reference.orElseThrow(),
                row.cell(Column.OWN_REFERENCE),
                row.cell(Column.TRAVELLER).map(name -> new Traveller(name, "")),
                Map.of());
        return new Order(
                caller,
                key,
                supplier.orElseThrow(),
                booking,
                scope,
                reason,
                requestedAt,
                limit.orElseThrow(() -> Rejection.of(
                        Code.GUARD_MISSING,
                        "Neither " + profile.header(Column.MAX_PENALTY) + " nor "
                                + profile.header(Column.ACCEPT_ANY_PENALTY) + " says what the cancellation may cost.")),
                Optional.empty(),
                Map.of(),
                deadlines);
    }

    private void problem(Column column, String text) {
        problems.add(profile.header(column) + " " + text);
    }

    private List<ScopeItem> scope() {
        Optional<String> type = row.cell(Column.SCOPE_TYPE);
        Optional<String> references = row.cell(Column.SCOPE_REFERENCE);
        if (type.isPresent() != references.isPresent()) {
            problem(Column.SCOPE_TYPE, "and " + profile.header(Column.SCOPE_REFERENCE) + " go together");
        }
        if (type.isEmpty() || references.isEmpty()) {
            return List.of();
        }
        List<String> parts = Arrays.stream(references.get().split("\\|", -1))
                .map(String::strip)
                .toList();
        Optional<ScopeType> known = constant(ScopeType.class, type.get());
        if (known.isEmpty()) {
            problem(Column.SCOPE_TYPE, "must be one of " + Arrays.toString(ScopeType.values()));
        }
        if (parts.contains("")) {
            problem(Column.SCOPE_REFERENCE, "has an empty part");
        }
        return known.isEmpty() || parts.contains("")
                ? List.of()
                : parts.stream().map(part -> new ScopeItem(known.get(), part)).toList();
    }

    private CancellationReason reason() {
        Optional<String> text = row.cell(Column.REASON);
        if (text.isEmpty()) {
            return profile.defaults().reason().orElse(CancellationReason.OTHER);
        }
        Optional<CancellationReason> reason = constant(CancellationReason.class, text.get());
        if (reason.isEmpty()) {
            problem(Column.REASON, "must be one of " + Arrays.toString(CancellationReason.values()));
        }
        return reason.orElse(CancellationReason.OTHER);
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findAny();
    }

    private Optional<Instant> requestedAt() {
        Optional<String> text = row.cell(Column.REQUESTED_AT);
        try {
            return text.map(time -> OffsetDateTime.parse(time.replaceFirst("^(\\S{10}) ", "$1T"))
                    .toInstant());
        } catch (DateTimeException e) {
            problem(Column.REQUESTED_AT, "must be a time with its offset, such as 2020-01-27T09:30:00+08:00");
            return Optional.empty();
        }
    }

    private Optional<Limit> limit() {
        Optional<String> amount = row.cell(Column.MAX_PENALTY);
        Optional<Boolean> any = acceptAnyPenalty();
        if (amount.isPresent() && any.orElse(false)) {
            problem(Column.MAX_PENALTY, "and " + profile.header(Column.ACCEPT_ANY_PENALTY) + " exclude each other");
            return Optional.empty();
        }
        if (amount.isPresent()) {
            return money(Column.MAX_PENALTY, amount.get()).map(Limit.MaxPenalty::new);
        }
        if (any.isPresent()) {
            return any.get()
                    ? Optional.of(new Limit.AnyPenalty())
                    : profile.defaults().limit().filter(limit -> !(limit instanceof Limit.AnyPenalty));
        }
        return profile.defaults().limit();
    }

    private List<StatedDeadline> deadlines() {
        Optional<String> at = row.cell(Column.DEADLINE);
        Optional<String> amount = row.cell(Column.DEADLINE_PENALTY);
        if (at.isPresent() != amount.isPresent()) {
            problem(Column.DEADLINE, "and " + profile.header(Column.DEADLINE_PENALTY) + " go together");
        }
        if (at.isEmpty() || amount.isEmpty()) {
            return List.of();
        }
        Optional<Moment> moment = Moment.parse(at.get().replaceFirst("^(\\S{10}) ", "$1T"));
        if (moment.isEmpty()) {
            problem(
                    Column.DEADLINE,
                    "must be a date and time, with its offset if that is known, such as 2020-01-27T18:00:00+08:00");
        }
        Optional<Money> penalty = money(Column.DEADLINE_PENALTY, amount.get());
        return moment
                .flatMap(known -> penalty.map(
                        money -> new StatedDeadline(new Deadline(known.at(), money), known.earliestPlausible())))
                .stream()
                .toList();
    }

    private Optional<Boolean> acceptAnyPenalty() {
        Optional<String> text = row.cell(Column.ACCEPT_ANY_PENALTY).map(word -> word.toLowerCase(Locale.ROOT));
        if (text.isPresent() && !YES.contains(text.get()) && !NO.contains(text.get())) {
            problem(Column.ACCEPT_ANY_PENALTY, "must be true or false");
            return Optional.empty();
        }
        return text.map(YES::contains);
    }

    private Optional<Money> money(Column column, String amount) {
        Optional<String> currency =
                row.cell(Column.CURRENCY).or(() -> profile.defaults().currency().map(Currency::getCurrencyCode));
        if (currency.isEmpty()) {
            problem(Column.CURRENCY, "is empty");
            return Optional.empty();
        }
        try {
            Money money = Money.of(amount, currency.get());
            if (!money.isNegative()) {
                return Optional.of(money);
            }
            problem(column, "must not be negative");
        } catch (IllegalArgumentException e) {
            problem(column, "with its currency cannot be used: " + e.getMessage());
        }
        return Optional.empty();
    }
}
