package dev.breakwater.airline;

import java.util.List;
import java.util.Optional;

/**
 * An order as the airline shows it.
 *
 * @param id never empty
 * @param version the number that each change raises, empty if not told
 * @param owner the airline's code, empty if not told
 * @param word the airline's status word, empty if it gave none
 */
record Order(String id, String version, String owner, String word, List<OrderItem> items) {
    Order {
        items = List.copyOf(items);
    }

    /** The order in a response; empty if it shows none or another one, or another airline's, than was asked for. */
    static Optional<Order> in(Xml response, String asked, String owner) {
        Xml element = response.at("Order");
        Optional<String> currency = currencyOf(response);
        return element.text("OrderID")
                .filter(any -> isShownBy(element, asked, owner))
                .map(id -> new Order(
                        id,
                        element.text("OrderVersionNumber").orElse(""),
                        element.text("OwnerCode").orElse(""),
                        element.text("StatusCode").orElse(""),
                        element.all("OrderItem").stream()
                                .map(item -> OrderItem.of(item, currency))
                                .toList()));
    }

    /** Whether an element shows the order of this id and airline, as far as it tells. */
    static boolean isShownBy(Xml element, String id, String owner) {
        return element.text("OrderID")
                        .filter(told -> !References.same(told, id))
                        .isEmpty()
                && element.text("OwnerCode")
                        .filter(told -> !told.equalsIgnoreCase(owner))
                        .isEmpty();
    }

    /** What the price of the order in a response is in, if it tells. */
    static Optional<String> currencyOf(Xml response) {
        return Amounts.currencyOf(response.at("Order", "TotalPrice", "TotalAmount"));
    }

    Stage stage() {
        return Stage.of(word);
    }
}
