package dev.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Guard;
import dev.breakwater.gateway.cancellation.KeptQuote;
import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.intake.Receipt;
import dev.breakwater.gateway.quote.Question;
import dev.breakwater.gateway.review.Author;
import dev.breakwater.gateway.review.Decision.Withdrawal;
import dev.breakwater.gateway.review.Decisions;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Traveller;
import dev.breakwater.plugin.Waiver;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted, what is one and the same, and what is rejected. The suppliers are paused: nothing of it is sent. */
final class IntakeTest {
    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
        house.dispatcher().pause("*", "operator:ops", "maintenance");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    /** An order that can be changed part by part. */
    private record Draft(
            String caller,
            String key,
            String supplier,
            BookingReference booking,
            List<ScopeItem> scope,
            Limit guard,
            Optional<Waiver> waiver,
            Map<String, String> metadata) {
        static Draft of(String supplier, String reference) {
            return new Draft(
                    "web",
                    "key-" + UUID.randomUUID(),
                    supplier,
                    BookingReference.of(reference),
                    List.of(),
                    new Limit.AnyPenalty(),
                    Optional.empty(),
                    Map.of());
        }

        Draft by(String other) {
            return new Draft(other, key, supplier, booking, scope, guard, waiver, metadata);
        }

        Draft key(String other) {
            return new Draft(caller, other, supplier, booking, scope, guard, waiver, metadata);
        }

        Draft booking(BookingReference other) {
            return new Draft(caller, key, supplier, other, scope, guard, waiver, metadata);
        }

        Draft scope(ScopeItem... other) {
            return new Draft(caller, key, supplier, booking, List.of(other), guard, waiver, metadata);
        }

        Draft guard(Limit other) {
            return new Draft(caller, key, supplier, booking, scope, other, waiver, metadata);
        }

        Draft waiver(Waiver other) {
            return new Draft(caller, key, supplier, booking, scope, guard, Optional.of(other), metadata);
        }

        Draft metadata(Map<String, String> other) {
            return new Draft(caller, key, supplier, booking, scope, guard, waiver, other);
        }

        Order order() {
            return new Order(
                    caller,
                    key,
                    supplier,
                    booking,
                    scope,
                    CancellationReason.CUSTOMER_REQUEST,
                    Optional.empty(),
                    guard,
                    waiver,
                    metadata,
                    List.of());
        }
    }

    private static Draft tower(String reference) {
        return Draft.of("glass-tower", reference);
    }

    private static Receipt accept(Draft draft) {
        return house.intake().accept(draft.order(), false);
    }

    private static Rejection rejected(Draft draft) {
        Rejection rejection = catchThrowableOfType(Rejection.class, () -> accept(draft));
        assertThat(rejection).as("rejection").isNotNull();
        return rejection;
    }

    private static void assertRejected(Draft draft, Code code, String... pointers) {
        Rejection rejection = rejected(draft);
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.errors()).extracting(FieldError::pointer).containsExactlyInAnyOrder(pointers);
        assertThat(house.journal().find(draft.caller(), draft.key())).isEmpty();
    }

    @Test
    void replaysTheSameKeyAndOrder() {
        Draft draft = tower("OK-I1").metadata(Map.of("a", "1", "b", "2"));
        Receipt first = accept(draft);

        Map<String, String> otherOrder = new HashMap<>(Map.of("b", "2"));
        otherOrder.put("a", "1");
        Receipt again = accept(draft.metadata(otherOrder));

        assertThat(first.kind()).isEqualTo(Receipt.Kind.ACCEPTED);
        assertThat(again.kind()).isEqualTo(Receipt.Kind.REPLAYED);
        assertThat(again.cancellation().id()).isEqualTo(first.cancellation().id());
        assertThat(again.end()).isEmpty();
    }

    @Test
    void refusesTheSameKeyForAnythingElse() {
        Draft draft = tower("OK-I2").key("one-key");
        accept(draft);

        List<Draft> others = List.of(
                draft.booking(BookingReference.of("OK-I2b")),
                draft.guard(House.atMost("1.00", "EUR")),
                draft.metadata(Map.of("a", "1")),
                Draft.of("alpine-rail", "OK-I2").key("one-key"));
        for (Draft other : others) {
            assertThat(rejected(other).code()).isEqualTo(Code.IDEMPOTENCY_KEY_REUSED);
        }
        assertThat(accept(tower("OK-I2c").by("app").key("one-key")).kind()).isEqualTo(Receipt.Kind.ACCEPTED);
    }

    @Test
    void tellsOrdersApartThatOnlyReadTheSame() {
        Draft draft = tower("OK-I2d").metadata(Map.of("a", "1, b=2"));
        accept(draft);

        assertThat(rejected(draft.metadata(Map.of("a", "1", "b", "2"))).code()).isEqualTo(Code.IDEMPOTENCY_KEY_REUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok-i3", "ＯＫ-Ｉ３", "OK-I３", " OK-I3 "})
    void knowsABookingHoweverItIsWritten(String written) {
        Receipt first = accept(tower("OK-I3").key("canonical"));

        Receipt again = accept(tower(written));

        assertThat(again.kind()).isEqualTo(Receipt.Kind.DUPLICATE);
        assertThat(again.cancellation().id()).isEqualTo(first.cancellation().id());
    }

    @Test
    void tellsOthersNothingButThatItIsOrdered() {
        Receipt first = accept(tower("OK-I4"));

        Rejection rejection = rejected(tower("OK-I4").by("app"));

        assertThat(rejection.code()).isEqualTo(Code.ORDERED_BY_OTHERS);
        assertThat(rejection.earlier()).isEmpty();
        assertThat(rejection.getMessage())
                .doesNotContain("web")
                .doesNotContain(first.cancellation().id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with blank", "línea", "tab\t", "new\nline", "键"})
    void wantsKeysOfPrintableAscii(String key) {
        assertRejected(tower("OK-I5").key(key), Code.INVALID_REQUEST);
    }

    @Test
    void takesKeysOfOneTo255Characters() {
        assertThat(accept(tower("OK-I6").key("~")).kind()).isEqualTo(Receipt.Kind.ACCEPTED);
        assertThat(accept(tower("OK-I6b").key("k".repeat(255))).kind()).isEqualTo(Receipt.Kind.ACCEPTED);
        assertRejected(tower("OK-I6c").key("k".repeat(256)), Code.INVALID_REQUEST);
    }

    @Test
    void knowsNoSupplierThatIsNotConfigured() {
        assertRejected(Draft.of("../glass-tower", "OK-I7"), Code.UNKNOWN_SUPPLIER, "/supplier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK\u0000I8", "OK\nI8", "OK-\uD83D", "OK-\u200BI8"})
    void refusesReferencesWithCharactersNobodySees(String reference) {
        assertThat(rejected(tower(reference)).code()).isEqualTo(Code.INVALID_REQUEST);
        assertThat(rejected(tower(reference)).errors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.pointer()).isEqualTo("/booking/reference"));
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        String half = "\uDE00";
        BookingReference booking = new BookingReference(
                "r".repeat(201),
                Optional.of("own\u0007"),
                Optional.of(new Traveller("n".repeat(201), half)),
                Map.of("made/up~", "x"));

        assertRejected(
                tower("x")
                        .booking(booking)
                        .waiver(new Waiver("w".repeat(201), false))
                        .scope(new ScopeItem(ScopeType.ROOM, "1")),
                Code.INVALID_REQUEST,
                "/booking/reference",
                "/booking/ownReference",
                "/booking/traveller/name",
                "/booking/traveller/email",
                "/booking/attributes/made~1up~0",
                "/waiver/code",
                "/scope/0/type");
    }

    @Test
    void limitsMetadata() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            many.put("name-" + i, "");
        }

        assertRejected(tower("OK-I9").metadata(many), Code.INVALID_REQUEST, "/metadata");
        assertRejected(tower("OK-I9").metadata(Map.of("a", "x".repeat(501))), Code.INVALID_REQUEST, "/metadata");
        assertRejected(tower("OK-I9").metadata(Map.of("x".repeat(501), "")), Code.INVALID_REQUEST, "/metadata");
        many.remove("name-50");
        assertThat(accept(tower("OK-I9").metadata(many)).kind()).isEqualTo(Receipt.Kind.ACCEPTED);
    }

    @Test
    void limitsTheItemsOfAScope() {
        ScopeItem[] items =
                Collections.nCopies(101, new ScopeItem(ScopeType.TICKET, "1")).toArray(ScopeItem[]::new);

        assertRejected(tower("OK-I10").scope(items), Code.INVALID_REQUEST, "/scope");
    }

    @Test
    void refusesAWaiverThatCanNeverBeApplied() {
        assertRejected(tower("OK-I11").waiver(new Waiver("W", true)), Code.NOT_SUPPORTED, "/waiver/required");
    }

    @Test
    void refusesQuotesOfOthersAndForOtherOrders() {
        house.dispatcher().resume("*");
        KeptQuote quote;
        try {
            quote = house.quotes()
                    .ask(new Question(
                            "web",
                            "alpine-rail",
                            BookingReference.of("OK-I12"),
                            List.of(),
                            CancellationReason.CUSTOMER_REQUEST,
                            Optional.empty()));
        } finally {
            house.dispatcher().pause("*", "operator:ops", "maintenance");
        }
        Draft draft = Draft.of("alpine-rail", "OK-I12").guard(new Limit.ByQuote(quote.id()));

        assertRejected(draft.by("app"), Code.UNKNOWN_QUOTE, "/quoteId");
        assertRejected(draft.booking(BookingReference.of("OK-I13")), Code.UNKNOWN_QUOTE, "/quoteId");
        assertRejected(draft.guard(new Limit.ByQuote(UUID.randomUUID())), Code.UNKNOWN_QUOTE, "/quoteId");
        assertRejected(tower("OK-I12").guard(new Limit.ByQuote(quote.id())), Code.UNKNOWN_QUOTE, "/quoteId");
        Cancellation accepted =
                accept(draft.booking(BookingReference.of("ok-i12"))).cancellation();
        assertThat(accepted.instruction().guard())
                .isEqualTo(new Guard.Quoted(quote.id(), quote.penalty().orElseThrow()));
        assertThat(accepted.progress().units()).hasSameSizeAs(quote.units());
    }

    @Test
    void takesAnOrderBackWhileNothingWasSentAndOnlyOnce() {
        Decisions decisions = new Decisions(house.journal(), house.suppliers(), house.dispatcher());
        Withdrawal withdrawal = new Withdrawal(StatusReason.WITHDRAWN_BY_CALLER, "");
        Author author = Author.of("caller:web");
        UUID id = accept(tower("OK-I14")).cancellation().id();

        Cancellation withdrawn = decisions.carryOut(id, withdrawal, author);

        assertThat(withdrawn.status()).isEqualTo(Status.WITHDRAWN);
        assertThat(decisions.carryOut(id, withdrawal, author))
                .isEqualTo(house.journal().find(id).orElseThrow());
        assertThat(accept(tower("OK-I14")).kind()).isEqualTo(Receipt.Kind.ACCEPTED);
        Rejection unknown =
                catchThrowableOfType(Rejection.class, () -> decisions.carryOut(UUID.randomUUID(), withdrawal, author));
        assertThat(unknown.code()).isEqualTo(Code.NOT_FOUND);
    }
}
