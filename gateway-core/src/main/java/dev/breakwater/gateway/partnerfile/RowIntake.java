package dev.breakwater.gateway.partnerfile;

import static java.util.stream.Collectors.joining;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Receipt;
import dev.breakwater.gateway.partnerfile.Table.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes rows to the one way in. What the gateway cannot take right now is offered again, under the same key, until it can. */
final class RowIntake {
    private static final Logger log = LoggerFactory.getLogger(RowIntake.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final String INTERNAL_ERROR = "INTERNAL_ERROR";

    private static final Map<String, Column> COLUMNS = Map.of(
            "/supplier", Column.SUPPLIER,
            "/booking/reference", Column.BOOKING_REFERENCE,
            "/booking/ownReference", Column.OWN_REFERENCE,
            "/booking/traveller/name", Column.TRAVELLER,
            "/scope", Column.SCOPE_REFERENCE);

    private final Function<Order, Receipt> intake;
    private final BiFunction<String, String, Optional<Cancellation>> journal;
    private final Stop stop;

    RowIntake(Intake intake, Journal journal, Stop stop) {
        this(order -> intake.accept(order, false), journal::find, stop);
    }

    RowIntake(Function<Order, Receipt> intake, BiFunction<String, String, Optional<Cancellation>> journal, Stop stop) {
        this.intake = intake;
        this.journal = journal;
        this.stop = stop;
    }

    /**
     * Takes a row in, however long that takes.
     *
     * @param caller who owns the row
     * @param key the same for the same row of the same content
     * @param patience how long to wait for a supplier's plugin
     * @throws Stop.Stopped if the gateway stops meanwhile; the row is offered again after the next start
     */
    Verdict take(Profile profile, String caller, Row row, String key, Patience patience) {
        Duration wait = FIRST_WAIT;
        while (true) {
            stop.check();
            try {
                return accepted(row, intake.apply(RowOrder.read(profile, caller, row, key)));
            } catch (Rejection rejection) {
                if (!mayPass(rejection.code(), patience)) {
                    return refused(profile, caller, row, key, rejection);
                }
                log.debug("Line {} waits: {}", row.line(), rejection.getMessage());
            } catch (JournalUnavailable e) {
                log.debug("Line {} waits: {}", row.line(), e.getMessage());
            } catch (RuntimeException e) {
                log.error("Line {} of a file of partner {} could not be taken in", row.line(), profile.id(), e);
                return afterFailure(caller, row, key);
            }
            stop.pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private static boolean mayPass(Code code, Patience patience) {
        return switch (code) {
            case OVERLOADED, JOURNAL_UNAVAILABLE, ACCEPTANCE_UNKNOWN -> true;
            case SUPPLIER_WITHOUT_PLUGIN -> patience.isLeft();
            case INVALID_REQUEST,
                    GUARD_MISSING,
                    UNKNOWN_SUPPLIER,
                    NOT_SUPPORTED,
                    UNKNOWN_QUOTE,
                    IDEMPOTENCY_KEY_REUSED,
                    SCOPE_OVERLAP,
                    ORDERED_BY_OTHERS,
                    NOT_FOUND,
                    NOT_WITHDRAWABLE,
                    NOT_RESOLVABLE,
                    NOT_RETRYABLE,
                    NOT_IN_REVIEW,
                    NOT_CONFIRMABLE,
                    SUPPLIER_REFUSED,
                    SUPPLIER_UNAVAILABLE,
                    SUPPLIER_UNREADABLE,
                    SUPPLIER_PAUSED -> false;
        };
    }

    private static Verdict accepted(Row row, Receipt receipt) {
        Cancellation cancellation = receipt.cancellation();
        return switch (receipt.kind()) {
            case ACCEPTED, REPLAYED -> accepted(row, cancellation);
            case DUPLICATE ->
                new Verdict(
                        row.line(),
                        RowOrder.rowId(row),
                        "DUPLICATE_OF",
                        "This booking and scope was ordered before; the result is that order's.",
                        Optional.of(cancellation.id()));
        };
    }

    private static Verdict accepted(Row row, Cancellation cancellation) {
        return new Verdict(row.line(), RowOrder.rowId(row), "", "", Optional.of(cancellation.id()));
    }

    private Verdict refused(Profile profile, String caller, Row row, String key, Rejection rejection) {
        if (rejection.code() == Code.IDEMPOTENCY_KEY_REUSED) {
            // The profile was changed between the first reading of the file and this one: what was accepted holds.
            Optional<Cancellation> earlier = journal.apply(caller, key);
            if (earlier.isPresent()) {
                return accepted(row, earlier.get());
            }
        }
        return refused(row, rejection.code().name(), text(profile, rejection));
    }

    private Verdict afterFailure(String caller, Row row, String key) {
        return journal.apply(caller, key)
                .map(cancellation -> accepted(row, cancellation))
                .orElseGet(() -> refused(
                        row,
                        INTERNAL_ERROR,
                        "The gateway could not take this row, and nothing was done; its log says why."));
    }

    private static Verdict refused(Row row, String code, String text) {
        return new Verdict(row.line(), RowOrder.rowId(row), code, text, Optional.empty());
    }

    private static String text(Profile profile, Rejection rejection) {
        List<FieldError> errors = rejection.errors();
        String earlier = rejection.earlier().map(id -> " It is " + id + ".").orElse("");
        if (errors.isEmpty()) {
            return rejection.getMessage() + earlier;
        }
        return rejection.getMessage()
                + errors.stream()
                        .map(error -> " " + column(profile, error.pointer()) + " " + error.text() + ".")
                        .collect(joining())
                + earlier;
    }

    private static String column(Profile profile, String pointer) {
        return COLUMNS.entrySet().stream()
                .filter(entry -> pointer.startsWith(entry.getKey()))
                .map(entry -> profile.header(entry.getValue()))
                .findAny()
                .orElse(pointer);
    }
}
