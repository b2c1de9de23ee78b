package dev.breakwater.airline;

import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a scope means in an order.
 *
 * @param order the order
 * @param parts the items concerned, in the order's sequence
 */
record Selection(Order order, List<Part> parts) {
    Selection {
        parts = List.copyOf(parts);
    }

    /**
     * An item, and those of its services that are meant.
     *
     * @param isWhole whether the item itself was meant, not single services of it
     */
    record Part(OrderItem item, List<Service> services, boolean isWhole) {
        Part {
            services = List.copyOf(services);
        }

        private Part but(Predicate<Service> done) {
            return new Part(item, services.stream().filter(done.negate()).toList(), isWhole);
        }

        /** The live services of the item that are not meant. */
        List<String> retained() {
            return item.services().stream()
                    .filter(service -> !services.contains(service) && !service.isCancelled())
                    .map(Service::id)
                    .sorted()
                    .toList();
        }

        private Stream<ScopeItem> items(Predicate<Service> which) {
            boolean isUniform = services.stream().allMatch(which);
            return isWhole && isUniform
                    ? Stream.of(new ScopeItem(ScopeType.ITEM, item.id()))
                    : services.stream().filter(which).map(service -> new ScopeItem(ScopeType.ITEM, service.id()));
        }
    }

    /** The scope's items and services; empty if the order does not have one of them, or has two by one name. */
    static Optional<Selection> of(Order order, List<ScopeItem> scope) {
        List<String> references =
                scope.stream().map(item -> item.reference().strip()).toList();
        if (!references.stream().allMatch(reference -> isClear(order, reference))) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (OrderItem item : order.items()) {
            boolean isWhole = references.isEmpty() || references.contains(item.id());
            List<Service> services = item.services().stream()
                    .filter(service -> isWhole || references.contains(service.id()))
                    .toList();
            if (isWhole || !services.isEmpty()) {
                parts.add(new Part(item, services, isWhole));
            }
        }
        return Optional.of(new Selection(order, parts));
    }

    private static boolean isClear(Order order, String reference) {
        long items =
                order.items().stream().filter(item -> item.isNamed(reference)).count();
        long services = order.items().stream()
                .flatMap(item -> item.services().stream())
                .filter(service -> service.id().equals(reference))
                .count();
        return items + services == 1;
    }

    /** The same without what is cancelled already. */
    Selection open() {
        return new Selection(
                order,
                parts.stream()
                        .map(part -> part.but(Service::isCancelled))
                        .filter(part -> !part.services().isEmpty())
                        .toList());
    }

    /** The same without other items than these; unchanged if none is named. */
    Selection only(List<String> items) {
        return items.isEmpty()
                ? this
                : new Selection(
                        order,
                        parts.stream()
                                .filter(part -> items.contains(part.item().id()))
                                .toList());
    }

    /** Whether none of these items is missing. */
    boolean shows(List<String> items) {
        return parts.stream()
                .map(part -> part.item().id())
                .collect(Collectors.toUnmodifiableSet())
                .containsAll(items);
    }

    /** Whether every word is one that we understand, and every part can be named. */
    boolean isUnderstood() {
        return !parts.isEmpty()
                && order.stage() != Stage.UNKNOWN
                && parts.stream()
                        .allMatch(part -> !part.services().isEmpty()
                                && !part.item().id().isEmpty()
                                && part.item().stage() != Stage.UNKNOWN)
                && parts.stream()
                        .flatMap(part -> part.item().services().stream())
                        .allMatch(service -> !service.id().isEmpty() && service.state() != Service.State.UNKNOWN);
    }

    boolean isCancelled() {
        return services().allMatch(Service::isCancelled);
    }

    boolean isLive() {
        return services().allMatch(Service::isLive);
    }

    /** Whether what is not cancelled of it is over: flown, or expired. */
    boolean isClosed() {
        return order.stage() == Stage.CLOSED
                || open().parts().stream().allMatch(part -> part.item().stage() == Stage.CLOSED);
    }

    List<ScopeItem> cancelled() {
        return parts.stream().flatMap(part -> part.items(Service::isCancelled)).toList();
    }

    List<ScopeItem> remaining() {
        return parts.stream()
                .flatMap(part -> part.items(service -> !service.isCancelled()))
                .toList();
    }

    /**
     * What became of the prices of the items with something cancelled; empty if the airline does not tell each.
     *
     * @param items the only items that count; empty: all
     */
    Optional<List<Differential>> differentials(List<String> items) {
        List<OrderItem> changed = parts.stream()
                .filter(part -> items.isEmpty() || items.contains(part.item().id()))
                .filter(part -> part.services().stream().anyMatch(Service::isCancelled))
                .map(Part::item)
                .toList();
        boolean allTold = changed.stream().allMatch(item -> item.differential().isPresent());
        return allTold
                ? Optional.of(changed.stream()
                        .flatMap(item -> item.differential().stream())
                        .toList())
                : Optional.empty();
    }

    /** The airline's status words of what was looked at. */
    String words() {
        return Stream.concat(Stream.of(order.word()), services().map(Service::word))
                .filter(word -> !word.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private Stream<Service> services() {
        return parts.stream().flatMap(part -> part.services().stream());
    }
}
