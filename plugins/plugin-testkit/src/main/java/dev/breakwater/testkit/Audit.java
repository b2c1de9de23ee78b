package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.WireRequest;
import java.util.Optional;

/** What holds for every operation, whatever is done to it: above all that no answer contradicts what really happened. */
final class Audit {
    private final PluginContract contract;
    private final ProtocolInfo info;
    private final Rule rule;

    /** @param rule the rule in question, to which what is found belongs unless it has a rule of its own */
    Audit(PluginContract contract, ProtocolInfo info, Rule rule) {
        this.contract = contract;
        this.info = info;
        this.rule = rule;
    }

    /** @param executed how many commits the supplier executed in this operation */
    void check(Run<?> run, Steps<?> steps, NastySupplier supplier, int executed) {
        steps.difference().ifPresent(difference -> {
            throw run.breaks(Rule.SAME_ANSWER, difference);
        });
        kinds(run, supplier);
        steps.thrown().ifPresent(thrown -> {
            throw run.breaks(rule, "the plugin threw " + thrown, thrown);
        });
        broken(run);
        if (run.answer().isPresent()) {
            answer(run, supplier, executed);
        }
    }

    private void kinds(Run<?> run, NastySupplier supplier) {
        boolean committed = false;
        for (WireRequest request : run.asked()) {
            boolean cancels = contract.effect(request) != Effect.NOTHING;
            if (cancels && !request.kind().mayCommit()) {
                throw run.breaks(
                        Rule.COMMIT_DECLARED,
                        request.method() + " " + request.path() + " cancels, and is declared " + request.kind());
            }
            if (!cancels && request.kind() == RequestKind.COMMIT) {
                throw run.breaks(
                        Rule.COMMIT_DECLARED,
                        request.method() + " " + request.path()
                                + " is declared COMMIT, and effect() says that it cancels nothing: one of them is wrong");
            }
            if (committed && request.kind() != RequestKind.READ) {
                throw run.breaks(
                        Rule.ONE_COMMIT,
                        "after its commit the plugin asks for a " + request.kind() + "; only reads may follow");
            }
            committed |= request.kind().mayCommit();
        }
        if (supplier.commitRequests() > 1) {
            throw run.breaks(Rule.ONE_COMMIT, supplier.commitRequests() + " commits reached the supplier");
        }
    }

    /** What the conversation itself did not let pass. */
    private static void broken(Run<?> run) {
        if (run.outcome() instanceof Outcome.Broken<?> broken) {
            throw run.breaks(Rule.REQUEST_KINDS, broken.detail());
        }
        if (run.outcome() instanceof Outcome.InDoubt<?> doubt && doubt.doubt() == Outcome.Doubt.PLUGIN_FAILED) {
            throw run.breaks(Rule.REQUEST_KINDS, doubt.detail());
        }
    }

    private void answer(Run<?> run, NastySupplier supplier, int executed) {
        Optional<CancelResult> cancelled = run.answer(CancelResult.class);
        Optional<LookupResult> looked = run.answer(LookupResult.class);
        boolean pending =
                cancelled.filter(CancelResult.Pending.class::isInstance).isPresent();
        if (pending && !info.can(Capability.ANSWERS_LATER)) {
            throw run.breaks(Rule.ANSWERS_LATER, "the plugin answered Pending, and does not declare ANSWERS_LATER");
        }
        cancelled.ifPresent(result -> cancel(run, result, supplier, executed));
        looked.ifPresent(result -> lookup(run, result, supplier.state()));
    }

    private void cancel(Run<?> run, CancelResult result, NastySupplier supplier, int executed) {
        Claim claim = Claim.of(result);
        boolean committed =
                run.asked().stream().anyMatch(request -> request.kind().mayCommit());
        if (!committed && claim != Claim.DID_NOT_HAPPEN) {
            throw run.breaks(
                    Rule.EFFECT_NEEDS_COMMIT,
                    "the plugin answered " + name(result)
                            + " and has sent no commit; if it cannot go on, it is Refused, " + "Busy or QuoteExpired");
        }
        if (claim == Claim.DID_NOT_HAPPEN && executed > 0) {
            throw run.breaks(rule, "the plugin answered " + name(result) + ", and the supplier has cancelled");
        }
        boolean gone = !supplier.commits().isEmpty() || supplier.state() == State.CANCELLED_BY_OTHERS;
        if (claim == Claim.HAPPENED && !gone) {
            throw run.breaks(rule, "the plugin answered " + name(result) + ", and the supplier has cancelled nothing");
        }
    }

    private void lookup(Run<?> run, LookupResult result, State state) {
        Claim claim = Claim.of(result);
        boolean gone = switch (state) {
            case CANCELLED, PARTLY_CANCELLED, PENDING, CANCELLED_BY_OTHERS -> true;
            case ACTIVE, REFUSED, QUOTE_EXPIRED, NOT_FOUND, BUSY, UNDER_OWN_REFERENCE, WITHOUT_WAIVER -> false;
        };
        if (claim == Claim.DID_NOT_HAPPEN && gone) {
            throw run.breaks(rule, "the plugin answered " + name(result) + ", and the booking is cancelled");
        }
        if (claim == Claim.HAPPENED && !gone) {
            throw run.breaks(rule, "the plugin answered " + name(result) + ", and the booking is not cancelled");
        }
    }

    private static String name(Object result) {
        return result.getClass().getSimpleName();
    }
}
