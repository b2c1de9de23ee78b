package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Moment;
import dev.breakwater.gateway.cancellation.StatedDeadline;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.quote.Question;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Deadline;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Understands orders and questions. What is wrong with a body is reported all at once. */
final class OrderReader {
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_METADATA = 500;
    private static final int MOST_ITEMS = 100;
    private static final int MOST_DEADLINES = 20;
    private static final String GUARDS = "one of quoteId, maxPenalty and acceptAnyPenalty: true";

    private final Body body;
    private final Fields root;

    private OrderReader(Body body) {
        this.body = body;
        this.root = body.root();
    }

    /** What orders and questions have in common; anything may be empty or unfit until the body is finished. */
    private record Subject(
            Optional<String> supplier,
            Optional<BookingReference> booking,
            List<ScopeItem> scope,
            CancellationReason reason,
            Optional<Waiver> waiver) {}

    /** @throws ApiException naming everything that is wrong */
    static Order order(Caller caller, String key, Body body) {
        OrderReader reader = new OrderReader(body);
        Subject subject = reader.subject();
        Optional<Instant> requestedAt = reader.root.optional("requestedAt").instant();
        Optional<Limit> guard = reader.guard();
        Map<String, String> metadata = texts(reader.root.optional("metadata"), LONGEST_METADATA);
        List<StatedDeadline> deadlines = reader.deadlines();
        body.finish();
        return new Order(
                caller.id(),
                key,
                subject.supplier.orElseThrow(),
                subject.booking.orElseThrow(),
                subject.scope,
                subject.reason,
                requestedAt,
                guard.orElseThrow(),
                subject.waiver,
                metadata,
                deadlines);
    }

    /** @throws ApiException naming everything that is wrong */
    static Question question(Caller caller, Body body) {
        Subject subject = new OrderReader(body).subject();
        body.finish();
        return new Question(
                caller.id(),
                subject.supplier.orElseThrow(),
                subject.booking.orElseThrow(),
                subject.scope,
                subject.reason,
                subject.waiver);
    }

    private Subject subject() {
        return new Subject(
                root.required("supplier").text(LONGEST_TEXT),
                root.required("booking").object().flatMap(OrderReader::booking),
                scope(),
                root.optional("reason").oneOf(CancellationReason.class).orElse(CancellationReason.OTHER),
                root.optional("waiver").object().flatMap(OrderReader::waiver));
    }

    private static Optional<BookingReference> booking(Fields booking) {
        Optional<String> reference = booking.required("reference").text(LONGEST_TEXT);
        Optional<String> ownReference = booking.optional("ownReference").text(LONGEST_TEXT);
        Optional<Traveller> traveller = booking.optional("traveller").object().map(OrderReader::traveller);
        Map<String, String> attributes = texts(booking.optional("attributes"), LONGEST_TEXT);
        return reference.map(known -> new BookingReference(known, ownReference, traveller, attributes));
    }

    private static Traveller traveller(Fields traveller) {
        return new Traveller(
                traveller.optional("name").text(LONGEST_TEXT).orElse(""),
                traveller.optional("email").text(LONGEST_TEXT).orElse(""));
    }

    private List<ScopeItem> scope() {
        List<ScopeItem> items = new ArrayList<>();
        for (Field element : root.optional("scope").elements(MOST_ITEMS)) {
            element.object().flatMap(OrderReader::scopeItem).ifPresent(items::add);
        }
        return items;
    }

    private static Optional<ScopeItem> scopeItem(Fields item) {
        Optional<ScopeType> type = item.required("type").oneOf(ScopeType.class);
        Optional<String> reference = item.required("reference").text(LONGEST_TEXT);
        return type.flatMap(known -> reference.map(text -> new ScopeItem(known, text)));
    }

    private static Optional<Waiver> waiver(Fields waiver) {
        Optional<String> code = waiver.required("code").text(LONGEST_TEXT);
        boolean required = waiver.optional("required").flag().orElse(false);
        return code.map(text -> new Waiver(text, required));
    }

    private Optional<Limit> guard() {
        Field quoteId = root.optional("quoteId");
        Field maxPenalty = root.optional("maxPenalty");
        Field acceptAnyPenalty = root.optional("acceptAnyPenalty");
        Optional<UUID> quote = quoteId.id("a quote");
        Optional<Money> limit = maxPenalty.money();
        boolean any = acceptAnyPenalty.flag().orElse(false);
        int given = (quoteId.isPresent() ? 1 : 0) + (maxPenalty.isPresent() ? 1 : 0) + (any ? 1 : 0);
        if (given > 1) {
            body.report("", "must have only " + GUARDS);
        } else if (given == 0) {
            body.guardMissing("must have " + GUARDS + ", so that it is clear what may be lost");
        }
        return quote.<Limit>map(Limit.ByQuote::new)
                .or(() -> limit.map(Limit.MaxPenalty::new))
                .or(() -> any ? Optional.of(new Limit.AnyPenalty()) : Optional.empty());
    }

    private List<StatedDeadline> deadlines() {
        List<StatedDeadline> deadlines = new ArrayList<>();
        for (Field element : root.optional("deadlines").elements(MOST_DEADLINES)) {
            element.object().flatMap(OrderReader::deadline).ifPresent(next -> {
                if (!deadlines.isEmpty()) {
                    compare(element, deadlines.get(deadlines.size() - 1).deadline(), next.deadline());
                }
                deadlines.add(next);
            });
        }
        return deadlines;
    }

    private static Optional<StatedDeadline> deadline(Fields deadline) {
        Optional<Moment> at = deadline.required("at").moment();
        Optional<Money> penalty = deadline.required("penalty").money();
        return at.flatMap(known ->
                penalty.map(money -> new StatedDeadline(new Deadline(known.at(), money), known.earliestPlausible())));
    }

    private static void compare(Field element, Deadline earlier, Deadline later) {
        if (!earlier.at().isBefore(later.at())) {
            element.wrong("must be later than the one before it");
        }
        if (!earlier.penalty().currency().equals(later.penalty().currency())) {
            element.wrong("must be in the currency of the one before it");
        } else if (later.penalty().compareTo(earlier.penalty()) < 0) {
            element.wrong("must cost no less than the one before it");
        }
    }

    private static Map<String, String> texts(Field field, int longest) {
        return field.object().map(fields -> fields.texts(longest)).orElse(Map.of());
    }
}
