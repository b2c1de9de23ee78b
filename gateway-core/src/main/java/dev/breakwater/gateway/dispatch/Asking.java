package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Rejection;
import dev.breakwater.gateway.cancellation.Rejection.Code;
import dev.breakwater.gateway.conversation.Conversation;
import dev.breakwater.gateway.conversation.IntentLog.Permission;
import dev.breakwater.gateway.conversation.IntentLog.Withheld;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import java.time.Duration;
import java.util.Optional;

/** Asks a supplier on behalf of somebody who waits for the answer. */
final class Asking {
    /** How long who asks a question waits for a place and for quota. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Office office;
    private final Supplier supplier;
    private final Connection connection;
    private final Gate gate;

    Asking(Office office, Supplier supplier, Connection connection, Gate gate) {
        this.office = office;
        this.supplier = supplier;
        this.connection = connection;
        this.gate = gate;
    }

    /** @throws Rejection at once, if the supplier bears no more questions now */
    Outcome<QuoteResult> quote(QuoteOrder order) {
        Ticket ticket = admit();
        try {
            Conversation<QuoteResult> conversation = new Conversation<>(
                    Operation.QUOTE,
                    ticket.metered(connection.transport()),
                    (request, before) -> new Permission.Denied(Withheld.NOT_ORDERED),
                    office.clocks());
            return office.conversations()
                    .of(
                            ticket,
                            Operation.QUOTE,
                            Optional.empty(),
                            () -> conversation.run(() -> connection.protocol().quote(order)));
        } finally {
            ticket.giveBack();
        }
    }

    private Ticket admit() {
        Gate.Answer answer = gate.ask(supplier.config(), PATIENCE);
        if (answer instanceof Gate.Answer.Open open) {
            return open.ticket();
        }
        Gate.Answer.Shut shut = (Gate.Answer.Shut) answer;
        Duration after = shut.time().compareTo(PATIENCE) < 0 ? PATIENCE : shut.time();
        throw switch (shut.why()) {
            case PAUSED -> Rejection.tryAgain(Code.SUPPLIER_PAUSED, "The supplier is paused by an operator.", after);
            case PARKED ->
                Rejection.tryAgain(
                        Code.SUPPLIER_UNAVAILABLE, "The supplier is parked, because it fails or asked for it.", after);
            case NO_PLACE ->
                Rejection.tryAgain(Code.OVERLOADED, "The supplier is asked as much as it bears already.", after);
            case QUOTA -> Rejection.tryAgain(Code.OVERLOADED, "The supplier's quota is used up for now.", after);
        };
    }
}
