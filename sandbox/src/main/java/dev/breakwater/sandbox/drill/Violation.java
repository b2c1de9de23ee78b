package dev.breakwater.sandbox.drill;

import java.util.Objects;

/**
 * A rule that was broken.
 *
 * @param subject the ids and the booking it is about
 * @param evidence what the witnesses say
 */
record Violation(Rule rule, String subject, String evidence) {

    Violation {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(evidence, "evidence");
    }

    @Override
    public String toString() {
        return rule + ": " + subject + " " + evidence;
    }
}
