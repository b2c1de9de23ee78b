package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Status;
import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.gateway.review.Bulk;
import dev.breakwater.gateway.review.Bulk.Filter;
import dev.breakwater.gateway.review.Decision;
import dev.breakwater.gateway.review.Decision.Action;
import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.gateway.review.Decision.Resolution;
import dev.breakwater.gateway.review.Decision.Retry;
import dev.breakwater.gateway.review.Decision.Withdrawal;
import java.util.Optional;
import java.util.Set;

/** Understands what is to be decided about many. What is wrong with a body is reported all at once. */
final class BulkReader {
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_TOKEN = 100;

    private final Fields root;

    private BulkReader(Fields root) {
        this.root = root;
    }

    /** What is to be decided about which. */
    record Wanted(Decision decision, Filter filter) {}

    /** @throws ApiException naming everything that is wrong */
    static Wanted wanted(Body body) {
        BulkReader reader = new BulkReader(body.root());
        Optional<Action> action = body.root().required("action").oneOf(Action.class);
        Optional<Decision> decision = reader.decision(action);
        Optional<Filter> filter = body.root().required("filter").object().map(fields -> reader.filter(fields, action));
        body.finish();
        return new Wanted(decision.orElseThrow(), filter.orElseThrow());
    }

    /** @throws ApiException naming everything that is wrong */
    static String token(Body body) {
        Optional<String> token = body.root().required("token").text(LONGEST_TOKEN);
        body.finish();
        return token.orElseThrow();
    }

    private Optional<Decision> decision(Optional<Action> action) {
        Optional<String> reason = root.required("reason").text(DecisionReader.LONGEST_REASON);
        boolean resolves = action.equals(Optional.of(Action.RESOLVE));
        Field decision = resolves ? root.required("decision") : root.optional("decision");
        Field evidence = resolves ? root.required("evidence") : root.optional("evidence");
        Optional<Finding> finding = decision.oneOf(Finding.class);
        Optional<String> proof = evidence.text(DecisionReader.LONGEST_EVIDENCE);
        if (action.isPresent() && !resolves) {
            refuse(decision);
            refuse(evidence);
        }
        return action.flatMap(known -> reason.flatMap(why -> switch (known) {
            case RETRY -> Optional.of(new Retry(why));
            case WITHDRAW -> Optional.of(new Withdrawal(StatusReason.WITHDRAWN_BY_OPERATOR, why));
            case RESOLVE ->
                finding.flatMap(
                        found -> proof.map(rests -> new Resolution(found, why, rests, Optional.empty(), Set.of())));
        }));
    }

    private static void refuse(Field field) {
        if (field.isPresent()) {
            field.wrong("goes with RESOLVE only");
        }
    }

    private Filter filter(Fields fields, Optional<Action> action) {
        Field status = fields.optional("status");
        Optional<Status> state = status.oneOf(Status.class);
        action.ifPresent(known -> state.filter(one -> !Bulk.states(known).contains(one))
                .ifPresent(one -> status.wrong("must be one of " + Bulk.states(known) + " for " + known)));
        return new Filter(
                fields.optional("supplier").text(LONGEST_TEXT),
                state,
                fields.optional("statusReason").oneOf(StatusReason.class),
                fields.optional("caller").text(LONGEST_TEXT),
                fields.optional("createdAfter").instant(),
                fields.optional("createdBefore").instant());
    }
}
