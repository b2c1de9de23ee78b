package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.cancellation.Acceptance;
import dev.breakwater.gateway.cancellation.Ids;
import dev.breakwater.gateway.cancellation.Instruction;
import dev.breakwater.gateway.cancellation.Intent;
import dev.breakwater.gateway.cancellation.Progress;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.conversation.SendBy;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Supplier.Connection;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sees whether an order's very first request is its commit, and whether the supplier has room for it now. */
final class Preparing {
    private final Office office;
    private final Supplier supplier;
    private final Connection connection;
    private final Gate gate;

    Preparing(Office office, Supplier supplier, Connection connection, Gate gate) {
        this.office = office;
        this.supplier = supplier;
        this.connection = connection;
        this.gate = gate;
    }

    /** What can be written with the acceptance, holding a place and a paid exchange; empty if it cannot start so. */
    Optional<Prepared> of(UUID id, Instruction instruction, Progress progress) {
        Instant now = office.clocks().wall().instant();
        Unit unit = Unit.whole(instruction.scope());
        Step<CancelResult> first;
        try {
            first = connection.protocol().cancel(Run.unitOrder(id, instruction, unit, now));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return Optional.empty();
        }
        if (!(first instanceof Step.Ask<CancelResult> ask)
                || !ask.request().kind().mayCommit()
                || !(gate.enter(supplier.config()) instanceof Gate.Answer.Open open)) {
            return Optional.empty();
        }
        SendBy sendBy = SendBy.start(office.clocks().monotonic());
        String key = Run.unitOrder(id, instruction, unit, now).key();
        UnitProgress committing = UnitProgress.open(unit, Terms.UNKNOWN).committing(now, key);
        Acceptance.Start start = new Acceptance.Start(
                office.claim(supplier.config()),
                new Intent(Ids.next(), unit.key(), key, ask.request()),
                progress.withUnits(List.of(committing)));
        return Optional.of(new Prepared(supplier, start, ask, sendBy, open.ticket()));
    }
}
