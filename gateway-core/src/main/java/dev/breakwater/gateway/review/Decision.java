package dev.breakwater.gateway.review;

import static java.util.Objects.requireNonNull;

import dev.breakwater.gateway.cancellation.StatusReason;
import dev.breakwater.plugin.Money;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a person decides about a cancellation. */
public sealed interface Decision {
    /** The kinds of decisions. */
    enum Action {
        /** Tell what a person found out at the supplier. */
        RESOLVE,
        /** Do at once what it waits for. */
        RETRY,
        /** Take it back. */
        WITHDRAW
    }

    Action action();

    /** What the person said, for the audited event. */
    Map<String, String> words();

    /**
     * What a person found out at the supplier settles what is in doubt.
     *
     * @param reason why it is decided so
     * @param evidence what it rests on, such as the supplier's own case number
     * @param refund what comes back; only for what is done, and for one unit
     * @param units the keys of the units it is about; empty: all that are not settled
     */
    record Resolution(Finding finding, String reason, String evidence, Optional<Money> refund, Set<String> units)
            implements Decision {
        public Resolution {
            requireNonNull(finding, "finding");
            requireNonNull(reason, "reason");
            requireNonNull(evidence, "evidence");
            requireNonNull(refund, "refund");
            units = Set.copyOf(units);
            if (refund.isPresent() && finding != Finding.DONE_AT_SUPPLIER) {
                throw new IllegalArgumentException("what was not done has no refund");
            }
        }

        @Override
        public Action action() {
            return Action.RESOLVE;
        }

        @Override
        public Map<String, String> words() {
            Map<String, String> words =
                    new TreeMap<>(Map.of("decision", finding.name(), "reason", reason, "evidence", evidence));
            refund.ifPresent(money -> words.put("refund", money.toString()));
            if (!units.isEmpty()) {
                words.put("units", String.join(", ", new TreeSet<>(units)));
            }
            return words;
        }
    }

    /** What a person found out, and what follows. */
    enum Finding {
        /** The supplier has cancelled it. */
        DONE_AT_SUPPLIER,
        /** The supplier has not cancelled it; it is to be sent again, by fresh terms held against the guard. */
        NOT_DONE_SEND_AGAIN,
        /** The supplier has not cancelled it, and it is given up. */
        NOT_DONE_GIVE_UP
    }

    /**
     * What waits is done at once: it is tried, or, if something is in doubt, looked at. Nothing is sent that may have been sent
     * before.
     *
     * @param reason empty: none was given
     */
    record Retry(String reason) implements Decision {
        public Retry {
            requireNonNull(reason, "reason");
        }

        @Override
        public Action action() {
            return Action.RETRY;
        }

        @Override
        public Map<String, String> words() {
            return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
        }
    }

    /**
     * It is taken back while certainly nothing was done.
     *
     * @param why {@link StatusReason#WITHDRAWN_BY_CALLER} or {@link StatusReason#WITHDRAWN_BY_OPERATOR}
     * @param reason empty: none was given
     */
    record Withdrawal(StatusReason why, String reason) implements Decision {
        public Withdrawal {
            requireNonNull(why, "why");
            requireNonNull(reason, "reason");
        }

        @Override
        public Action action() {
            return Action.WITHDRAW;
        }

        @Override
        public Map<String, String> words() {
            return reason.isEmpty() ? Map.of() : Map.of("reason", reason);
        }
    }
}
