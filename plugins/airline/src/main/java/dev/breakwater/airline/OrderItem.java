package dev.breakwater.airline;

import java.util.List;
import java.util.Optional;

/**
 * An item of an order: what was sold for one price.
 *
 * @param id empty if not told
 * @param word the airline's status word, empty if it gave none
 * @param differential what became of its price, where the airline tells
 */
record OrderItem(String id, String word, List<Service> services, Optional<Differential> differential) {
    OrderItem {
        services = List.copyOf(services);
    }

    /** @param currency of amounts without one */
    static OrderItem of(Xml element, Optional<String> currency) {
        String id = element.text("OrderItemID").orElse("");
        Xml difference = element.at("PriceDifferential");
        return new OrderItem(
                id,
                element.text("StatusCode").orElse(""),
                element.all("Service").stream().map(Service::of).toList(),
                difference.exists() ? Optional.of(Differential.of(id, difference, currency)) : Optional.empty());
    }

    Stage stage() {
        return Stage.of(word);
    }

    boolean isNamed(String reference) {
        return id.equals(reference);
    }
}
