package dev.breakwater.gateway.partnerfile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it stands with one partner. Whatever changes is logged once. */
final class Condition {
    private static final Logger log = LoggerFactory.getLogger(PartnerFiles.class);
    private static final int MOST_NOTES = 20;

    private final String partner;
    private final InstantSource clock;
    private final Map<Road, String> failures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Instant> lastPoll = Optional.empty();

    /** What can fail on its own. */
    enum Road {
        INBOX("in/ cannot be looked at"),
        CLAIM("a file in in/ cannot be claimed"),
        CLAIMED("the folder of claimed files cannot be looked at"),
        FILE("a claimed file cannot be taken in"),
        OUTBOX("answers cannot be written to out/"),
        JOURNAL("the journal cannot be reached");

        private final String text;

        Road(String text) {
            this.text = text;
        }
    }

    Condition(String partner, InstantSource clock) {
        this.partner = partner;
        this.clock = clock;
    }

    synchronized void works(Road road) {
        if (road == Road.INBOX) {
            lastPoll = Optional.of(clock.instant());
        }
        if (failures.remove(road) != null) {
            log.info("Partner {}: works again ({})", partner, road.text);
        }
    }

    synchronized void fails(Road road, Throwable failure) {
        String reason = road.text + ": " + reason(failure);
        if (!reason.equals(failures.put(road, reason))) {
            log.warn("Partner {}: {}. It is tried again", partner, reason);
        }
    }

    /** Something a person should see. */
    synchronized void note(String text) {
        if (!notes.contains(text)) {
            log.warn("Partner {}: {}", partner, text);
            notes.add(text);
            if (notes.size() > MOST_NOTES) {
                notes.remove(0);
            }
        }
    }

    synchronized PartnerStatus status() {
        List<String> complaints = new ArrayList<>(failures.values());
        complaints.addAll(notes);
        return new PartnerStatus(partner, failures.isEmpty() && lastPoll.isPresent(), lastPoll, complaints);
    }

    /** The innermost message, which is the one that tells. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        return text.replaceAll("[\\s\\p{Cc}]+", " ").strip();
    }
}
