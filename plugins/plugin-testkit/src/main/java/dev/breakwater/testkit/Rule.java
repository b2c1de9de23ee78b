package dev.breakwater.testkit;

import java.util.Locale;

/** What a plugin has to keep to. Each is explained in {@code docs/contract-kit.md}. */
enum Rule {
    PURE_CODE("A plugin's classes use no clock, thread, socket, file, reflection, logging or static state."),
    SAME_ANSWER("The same order and the same replies always give the same requests and the same answer."),
    REFERENCES("Spellings of one reference are one booking, and no reference gets out of its place in a request."),
    SETTINGS_MISSING("A supplier without a required setting is refused by name; an optional one may be missing."),
    SETTINGS_WRONG("A wrong setting is refused by name, all at once, without repeating its value."),

    COMMIT_DECLARED("What cancels is declared COMMIT, so that the gateway records it before it leaves."),
    ONE_COMMIT("An operation sends one commit at most."),
    REQUEST_KINDS("Look-ups only read, quotes never commit, and nothing runs in a circle."),
    EFFECT_NEEDS_COMMIT("An answer that claims or doubts an effect needs a commit that left."),

    ACTIVE("A booking that stands is quoted, looked up as active, and cancelled when asked to."),
    CANCELLED("What we cancelled is looked up as cancelled, and never as cancelled by others."),
    ALREADY_CANCELLED("What others cancelled before us is refused, and never taken for our work."),
    REFUSED("A refusal is told as a refusal."),
    NOT_FOUND("A booking the supplier does not know is told as such."),
    BUSY("A supplier that wants us to come back later is busy, and nothing happened."),
    SUPPLIER_WORD("A refusal keeps the supplier's own code or text."),

    QUOTE("QUOTE is declared exactly if the plugin tells terms."),
    QUOTE_REQUIRED("QUOTE_REQUIRED is declared exactly if nothing is cancelled without a quote."),
    QUOTE_EXPIRED("A commit whose quote is dead changes nothing, says so, and works after a new quote."),
    TERMS_CHANGED("A new quote tells the new terms."),
    MONEY("Amounts and currency are those the supplier told, to the last digit."),
    PARTIAL("PARTIAL is declared exactly if a part can be cancelled; never is more cancelled than was asked."),
    REMAINING("What a part leaves is told, and can be cancelled by the references it has then."),
    WAIVER("WAIVER is declared exactly if a waiver is carried, and is applied only if the reply shows it."),
    ANSWERS_LATER("ANSWERS_LATER is declared exactly if a commit may be answered later."),
    OWN_REFERENCE("LOOKUP_BY_OWN_REFERENCE is declared exactly if look-ups use our own reference."),
    PUSHES("PUSHES is declared exactly if there is a reader of pushes, and it reads them."),
    SIGNED_REQUESTS("SIGNED_REQUESTS is declared exactly if there is a signer, and it does not tell its secret."),

    LOST_BEFORE_SENDING("What was not sent has done nothing, and can be tried again."),
    CUT_AFTER_SENDING("What left may be done: a look-up tells, whichever it was."),
    TIMEOUT_BUT_DONE("A time-out is not a failure: what it hides may be done."),
    REPLY_TWICE("A reply that comes once more, in place of the next, is not taken for it."),
    TRUNCATED("A reply that ends too early never tells what did not happen."),
    WRONG_CHARSET("A reply in another charset never tells what did not happen."),
    WRONG_CONTENT_TYPE("A reply with another content type never tells what did not happen."),
    ERROR_WITH_200("A success of HTTP is not success."),
    HUGE_REPLY("A reply of 5 MiB is read or not understood, in time and without failing."),
    UNKNOWN_WORDS("A word nobody has told the plugin is never guessed."),
    DOCTYPE("XML with a DOCTYPE is not read.");

    private final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    /** How the documentation calls it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String sentence() {
        return sentence;
    }
}
