package dev.breakwater.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.UnitOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OrderCheckTest {
    private static final BookingReference BOOKING =
            new BookingReference("a1", Optional.empty(), Optional.empty(), Map.of("surname", "Li"));

    /** A protocol that can only tell bookings apart, or fails to. */
    private record Naming(Supplier<BookingKey> key) implements SupplierProtocol {
        @Override
        public Step<QuoteResult> quote(QuoteOrder order) {
            throw new AssertionError("nothing is quoted");
        }

        @Override
        public Step<CancelResult> cancel(UnitOrder order) {
            throw new AssertionError("nothing is cancelled");
        }

        @Override
        public Step<LookupResult> lookup(LookupOrder order) {
            throw new AssertionError("nothing is looked up");
        }

        @Override
        public BookingKey canonical(BookingReference reference) {
            return key.get();
        }
    }

    private static Connection connection(Supplier<BookingKey> key) {
        ProtocolInfo info = new ProtocolInfo(
                "naming",
                "names bookings",
                Set.of(Capability.PARTIAL),
                Set.of(ScopeType.TICKET),
                List.of(),
                List.of(new Setting("surname", true, "of the traveller")));
        return new Connection(
                new Naming(key), info, "naming", "1.0.0", (request, mayLeave) -> new Delivery.NotSent("never"));
    }

    private static Rejection rejection(Supplier<BookingKey> key, BookingReference booking, ScopeItem... scope) {
        return catchThrowableOfType(
                Rejection.class, () -> OrderCheck.check(connection(key), booking, List.of(scope), Optional.empty()));
    }

    @Test
    void givesTheCanonicalReference() {
        assertThat(OrderCheck.check(connection(() -> new BookingKey("A1")), BOOKING, List.of(), Optional.empty()))
                .isEqualTo(new BookingKey("A1"));
    }

    @Test
    void saysWhatThePluginSaysAboutAReference() {
        Supplier<BookingKey> refuses = () -> {
            throw new IllegalArgumentException("has six characters");
        };

        assertThat(rejection(refuses, BOOKING).errors())
                .containsExactly(new FieldError("/booking/reference", "has six characters"));
    }

    static List<Throwable> defects() {
        return List.of(new NullPointerException(), new NoClassDefFoundError("Missing"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void blamesThePluginAndNotTheCallerForADefect(Throwable defect) {
        Rejection rejection = rejection(() -> raise(defect), BOOKING);

        assertThat(rejection.code()).isEqualTo(Code.SUPPLIER_WITHOUT_PLUGIN);
    }

    @Test
    void findsWordsWhenThePluginHasNone() {
        Supplier<BookingKey> silent = () -> {
            throw new IllegalArgumentException();
        };

        assertThat(rejection(silent, BOOKING).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.text()).isNotBlank());
    }

    @Test
    void wantsTheAttributesThePluginDeclares() {
        assertThat(rejection(() -> new BookingKey("A1"), BookingReference.of("a1"))
                        .errors())
                .extracting(FieldError::pointer)
                .containsExactly("/booking/attributes/surname");
    }

    @Test
    void findsItemsThatStandTwiceInAScopeOrOfAnotherKind() {
        ScopeItem ticket = new ScopeItem(ScopeType.TICKET, "1");

        assertThat(rejection(() -> new BookingKey("A1"), BOOKING, ticket, new ScopeItem(ScopeType.ROOM, "1"), ticket)
                        .errors())
                .extracting(FieldError::pointer)
                .containsExactly("/scope/1/type", "/scope/2");
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T raise(Throwable failure) throws E {
        throw (E) failure;
    }
}
