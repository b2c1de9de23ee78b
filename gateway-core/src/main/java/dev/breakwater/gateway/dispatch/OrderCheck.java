package dev.breakwater.gateway.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.cancellation.Rejection.FieldError;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Waiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What holds for every order and every quote, whatever door it comes through. */
public final class OrderCheck {
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ITEMS = 100;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");
    private static final Duration WITHOUT_PLUGIN = Duration.ofSeconds(30);

    private OrderCheck() {}

    /** @throws Rejection if the supplier is unknown, or has no plugin */
    public static Supplier connected(Suppliers suppliers, String id) {
        Supplier supplier = suppliers
                .find(id)
                .orElseThrow(() -> Rejection.ofFields(
                        Code.UNKNOWN_SUPPLIER,
                        "No supplier of this id is configured; GET /v1/suppliers lists them.",
                        List.of(new FieldError("/supplier", "is not configured"))));
        if (supplier.connection().isEmpty()) {
            throw Rejection.tryAgain(
                    Code.SUPPLIER_WITHOUT_PLUGIN,
                    "The supplier cannot be talked to: " + supplier.withoutPlugin(),
                    WITHOUT_PLUGIN);
        }
        return supplier;
    }

    /**
     * Checks a booking and a scope against what the supplier's protocol knows.
     *
     * @return the canonical reference
     * @throws Rejection naming every field that is wrong
     */
    public static BookingKey check(
            Connection connection, BookingReference booking, List<ScopeItem> scope, Optional<Waiver> waiver) {
        List<FieldError> errors = new ArrayList<>();
        text(errors, "/booking/reference", booking.reference());
        booking.ownReference().ifPresent(own -> text(errors, "/booking/ownReference", own));
        booking.traveller().ifPresent(traveller -> {
            text(errors, "/booking/traveller/name", traveller.name());
            text(errors, "/booking/traveller/email", traveller.email());
        });
        attributes(errors, booking.attributes(), connection.info());
        scope(errors, scope, connection.info());
        waiver.ifPresent(one -> text(errors, "/waiver/code", one.code()));
        Optional<BookingKey> key = Optional.empty();
        if (errors.isEmpty()) {
            try {
                key = Optional.of(connection.protocol().canonical(booking));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError(
                        "/booking/reference",
                        e.getMessage() == null ? "can never be a reference at this supplier" : e.getMessage()));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                throw Rejection.of(
                        Code.SUPPLIER_WITHOUT_PLUGIN,
                        "The supplier's plugin fails to read this booking's reference; it has to be repaired.");
            }
        }
        if (!errors.isEmpty()) {
            throw Rejection.ofFields(Code.INVALID_REQUEST, "Some fields are wrong.", errors);
        }
        if (waiver.map(Waiver::required).orElse(false) && !connection.info().can(Capability.WAIVER)) {
            throw Rejection.ofFields(
                    Code.NOT_SUPPORTED,
                    "This supplier's protocol cannot carry a waiver, so a required one can never be applied.",
                    List.of(new FieldError("/waiver/required", "must be false at this supplier")));
        }
        return key.orElseThrow();
    }

    private static void text(List<FieldError> errors, String pointer, String value) {
        if (value.length() > LONGEST_TEXT) {
            errors.add(new FieldError(pointer, "has at most " + LONGEST_TEXT + " characters"));
        }
        if (CONTROLS.matcher(value).find()) {
            errors.add(new FieldError(pointer, "has control characters"));
        }
        if (!UTF_8.newEncoder().canEncode(value)) {
            errors.add(new FieldError(pointer, "has half a character: a surrogate without its other half"));
        }
    }

    private static void attributes(List<FieldError> errors, Map<String, String> given, ProtocolInfo info) {
        Set<String> declared = new HashSet<>();
        for (Setting attribute : info.attributes()) {
            declared.add(attribute.name());
            if (attribute.required() && !given.containsKey(attribute.name())) {
                errors.add(new FieldError("/booking/attributes/" + attribute.name(), "is required by this supplier"));
            }
        }
        given.forEach((name, value) -> {
            String pointer = "/booking/attributes/" + name.replace("~", "~0").replace("/", "~1");
            if (!declared.contains(name)) {
                errors.add(new FieldError(pointer, "is not an attribute of this supplier's protocol"));
            }
            text(errors, pointer, value);
        });
    }

    private static void scope(List<FieldError> errors, List<ScopeItem> scope, ProtocolInfo info) {
        if (scope.size() > MOST_ITEMS) {
            errors.add(new FieldError("/scope", "has at most " + MOST_ITEMS + " items"));
            return;
        }
        Predicate<ScopeItem> unseen = new HashSet<ScopeItem>()::add;
        for (int i = 0; i < scope.size(); i++) {
            ScopeItem item = scope.get(i);
            text(errors, "/scope/" + i + "/reference", item.reference());
            if (!unseen.test(item)) {
                errors.add(new FieldError("/scope/" + i, "stands in the scope twice"));
            }
            if (!info.scopes().contains(item.type())) {
                errors.add(new FieldError(
                        "/scope/" + i + "/type",
                        info.scopes().isEmpty()
                                ? "this supplier cancels whole bookings only; leave the scope out"
                                : "this supplier cancels by " + info.scopes() + " only"));
            }
        }
    }
}
