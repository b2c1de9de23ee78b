package dev.breakwater.sandbox.simulator;

import java.util.List;
import java.util.Optional;

/** A supplier's side of a wire protocol: what it says. When and whether it arrives is {@link SupplierSimulator}'s. */
interface Protocol {

    List<Route> routes();

    /** The refusal of a request without the credentials or headers that the protocol demands. */
    Optional<Reply> turnAway(Call call);

    Reply tooManyRequests();

    Reply noSuchPath(Call call);
}
