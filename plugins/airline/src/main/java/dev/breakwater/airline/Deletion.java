package dev.breakwater.airline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An order item that an offer deletes, or some services of it.
 *
 * @param item the order item, empty if the offer does not name exactly one
 * @param cancelled the services that would be cancelled, as far as told
 * @param isKeeping whether a service of it would not be cancelled
 */
record Deletion(String item, Set<String> cancelled, boolean isKeeping) {
    Deletion {
        cancelled = Set.copyOf(cancelled);
    }

    static Deletion of(Xml element) {
        List<Xml> existing = element.all("ExistingOrderItem");
        Xml only = existing.size() == 1 ? existing.get(0) : Xml.NONE;
        List<Service> future = only.all("ExistingService").stream()
                .map(service -> new Service(
                        service.text("ServiceRefID").orElse(""),
                        service.text("FutureStatusCode").orElse("")))
                .toList();
        return new Deletion(
                only.text("OrderItemRefID").orElse(""),
                future.stream().filter(Service::isCancelled).map(Service::id).collect(Collectors.toUnmodifiableSet()),
                future.stream()
                        .anyMatch(service ->
                                !service.isCancelled() && !service.word().isEmpty()));
    }

    boolean isNamed() {
        return !item.isEmpty();
    }

    /** Whether it cancels exactly what is meant of an item. */
    boolean cancels(Optional<Selection.Part> part) {
        return part.filter(this::cancels).isPresent();
    }

    private boolean cancels(Selection.Part part) {
        Set<String> meant = part.services().stream().map(Service::id).collect(Collectors.toUnmodifiableSet());
        return part.isWhole()
                ? !isKeeping && (cancelled.isEmpty() || cancelled.containsAll(meant))
                : cancelled.equals(meant);
    }
}
