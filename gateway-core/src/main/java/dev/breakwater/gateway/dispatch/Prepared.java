package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.WireRequest;

/**
 * A cancellation whose very first request is its commit: claim and intent can be written together with the acceptance. It holds
 * a place at the supplier until it is begun or given back.
 */
public final class Prepared {
    private final Supplier supplier;
    private final Acceptance.Start start;
    private final Step.Ask<CancelResult> first;
    private final SendBy sendBy;
    private final Ticket ticket;

    Prepared(Supplier supplier, Acceptance.Start start, Step.Ask<CancelResult> first, SendBy sendBy, Ticket ticket) {
        this.supplier = supplier;
        this.start = start;
        this.first = first;
        this.sendBy = sendBy;
        this.ticket = ticket;
    }

    /** What is to be written with the acceptance. */
    public Acceptance.Start start() {
        return start;
    }

    Supplier supplier() {
        return supplier;
    }

    Intent intent() {
        return start.intent();
    }

    WireRequest request() {
        return first.request();
    }

    Step<CancelResult> opening() {
        return first;
    }

    SendBy sendBy() {
        return sendBy;
    }

    Ticket ticket() {
        return ticket;
    }
}
