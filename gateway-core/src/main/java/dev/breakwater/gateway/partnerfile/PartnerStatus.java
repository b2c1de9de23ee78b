package dev.breakwater.gateway.partnerfile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with one partner.
 *
 * @param partner the id
 * @param ok whether its folder could be looked at, and nothing fails now
 * @param lastPoll when its folder was looked at without failure last, since the start
 * @param complaints what fails now and what a person should see, one sentence each
 */
public record PartnerStatus(String partner, boolean ok, Optional<Instant> lastPoll, List<String> complaints) {
    public PartnerStatus {
        requireNonNull(partner, "partner");
        requireNonNull(lastPoll, "lastPoll");
        complaints = List.copyOf(complaints);
    }
}
