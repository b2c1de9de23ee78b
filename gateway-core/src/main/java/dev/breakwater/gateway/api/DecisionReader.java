package dev.breakwater.gateway.api;

import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.gateway.review.Decision.Resolution;
import dev.breakwater.gateway.review.Decision.Retry;
import dev.breakwater.gateway.review.Decision.Withdrawal;
import dev.breakwater.plugin.Money;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Understands what people decide. What is wrong with a body is reported all at once. */
final class DecisionReader {
    static final int LONGEST_REASON = 500;
    static final int LONGEST_EVIDENCE = 1_000;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_OWNER = 100;
    private static final int MOST_UNITS = 100;

    private DecisionReader() {}

    /** @throws ApiException naming everything that is wrong */
    static Resolution resolution(Body body) {
        Fields root = body.root();
        Optional<Finding> finding = root.required("decision").oneOf(Finding.class);
        Optional<String> reason = root.required("reason").text(LONGEST_REASON);
        Optional<String> evidence = root.required("evidence").text(LONGEST_EVIDENCE);
        Field amount = root.optional("refund");
        Optional<Money> refund = amount.money();
        if (amount.isPresent() && finding.isPresent() && finding.get() != Finding.DONE_AT_SUPPLIER) {
            amount.wrong("goes with DONE_AT_SUPPLIER only");
        }
        Set<String> units = new HashSet<>();
        for (Field element : root.optional("units").elements(MOST_UNITS)) {
            element.text(LONGEST_KEY)
                    .filter(key -> !units.add(key))
                    .ifPresent(key -> element.wrong("stands there twice"));
        }
        body.finish();
        return new Resolution(finding.orElseThrow(), reason.orElseThrow(), evidence.orElseThrow(), refund, units);
    }

    /** @throws ApiException naming everything that is wrong */
    static Retry retry(Body body) {
        Optional<String> reason = body.root().optional("reason").text(LONGEST_REASON);
        body.finish();
        return new Retry(reason.orElse(""));
    }

    /**
     * Operators have to say why.
     *
     * @param owner whose order it is
     * @throws ApiException naming everything that is wrong
     */
    static Withdrawal withdrawal(Body body, Caller caller, String owner) {
        Field field = caller.isOperator()
                ? body.root().required("reason")
                : body.root().optional("reason");
        Optional<String> reason = field.text(LONGEST_REASON);
        body.finish();
        return new Withdrawal(caller.withdraws(owner), reason.orElse(""));
    }

    /** @throws ApiException naming everything that is wrong */
    static String reason(Body body) {
        Optional<String> reason = body.root().required("reason").text(LONGEST_REASON);
        body.finish();
        return reason.orElseThrow();
    }

    /** @throws ApiException naming everything that is wrong */
    static Optional<String> owner(Body body) {
        Optional<String> owner = body.root().optional("owner").text(LONGEST_OWNER);
        body.finish();
        return owner;
    }
}
