package dev.breakwater.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The rules, and what checks each. */
final class Contract {
    private final PluginContract author;

    Contract(PluginContract author) {
        this.author = author;
    }

    /** Why the plugin cannot even be made, if so: every rule would fail for that reason alone. */
    static Optional<AssertionError> flaw(PluginContract author) {
        try {
            author.plugin().info();
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String sentence = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
            return Optional.of(new AssertionError("the plugin cannot be made: " + sentence, cause));
        }
    }

    /** @throws Violation if the plugin breaks this rule, or another one that this check came upon */
    void check(Rule rule) {
        checkOf(rule).accept(new Bench(author, rule));
    }

    /** What the plugin breaks. */
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            try {
                check(rule);
            } catch (Violation violation) {
                violations.add(violation);
            }
        }
        return violations;
    }

    private static Consumer<Bench> checkOf(Rule rule) {
        return switch (rule) {
            case PURE_CODE -> PurityChecks::pureCode;
            case SAME_ANSWER -> PurityChecks::sameAnswer;
            case REFERENCES -> PurityChecks::references;
            case SETTINGS_MISSING -> SettingsChecks::missing;
            case SETTINGS_WRONG -> SettingsChecks::wrong;
            // Audited in every operation of every check; what comes upon them first is this.
            case COMMIT_DECLARED, ONE_COMMIT, REQUEST_KINDS, EFFECT_NEEDS_COMMIT -> StateChecks::all;
            case ACTIVE -> StateChecks::active;
            case CANCELLED -> StateChecks::cancelled;
            case ALREADY_CANCELLED -> StateChecks::alreadyCancelled;
            case REFUSED -> StateChecks::refused;
            case NOT_FOUND -> StateChecks::notFound;
            case BUSY -> StateChecks::busy;
            case SUPPLIER_WORD -> StateChecks::supplierWord;
            case QUOTE -> CapabilityChecks::quote;
            case QUOTE_REQUIRED -> CapabilityChecks::quoteRequired;
            case QUOTE_EXPIRED -> CapabilityChecks::quoteExpired;
            case TERMS_CHANGED -> MoneyChecks::termsChanged;
            case MONEY -> MoneyChecks::money;
            case PARTIAL -> PartialChecks::partial;
            case REMAINING -> PartialChecks::remaining;
            case WAIVER -> CapabilityChecks::waiver;
            case ANSWERS_LATER -> CapabilityChecks::answersLater;
            case OWN_REFERENCE -> CapabilityChecks::ownReference;
            case PUSHES -> FaceChecks::pushes;
            case SIGNED_REQUESTS -> FaceChecks::signedRequests;
            case LOST_BEFORE_SENDING -> WireChecks::lostBeforeSending;
            case CUT_AFTER_SENDING -> WireChecks::cutAfterSending;
            case TIMEOUT_BUT_DONE -> WireChecks::timeoutButDone;
            case REPLY_TWICE -> WireChecks::replyTwice;
            case TRUNCATED -> GarbleChecks::truncated;
            case WRONG_CHARSET -> GarbleChecks::wrongCharset;
            case WRONG_CONTENT_TYPE -> GarbleChecks::wrongContentType;
            case ERROR_WITH_200 -> WireChecks::errorWith200;
            case HUGE_REPLY -> GarbleChecks::huge;
            case UNKNOWN_WORDS -> GarbleChecks::unknownWords;
            case DOCTYPE -> GarbleChecks::doctype;
        };
    }
}
