package dev.breakwater.testkit;

import static java.util.Objects.requireNonNull;

/** A plugin has broken a rule. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    /** @param evidence what was exchanged; empty if nothing was */
    Violation(Rule rule, String problem, String evidence, Throwable cause) {
        super("""
                %s: %s
                What went wrong: %s
                %sThe rule: docs/contract-kit.md#%s""".formatted(rule.id(), rule.sentence(), problem, evidence, rule.id()), cause);
        this.rule = requireNonNull(rule, "rule");
    }

    static Violation of(Rule rule, String problem) {
        return new Violation(rule, problem, "", null);
    }

    Rule rule() {
        return rule;
    }
}
