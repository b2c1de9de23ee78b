package dev.breakwater.gateway;

import dev.breakwater.gateway.partnerfile.PartnerFiles;
import dev.breakwater.gateway.partnerfile.PartnerStatus;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** How the partners' folders stand. One that cannot be reached does not take the gateway down. */
@Component("partnersHealthIndicator")
class PartnersHealth implements HealthIndicator {
    private final PartnerFiles partnerFiles;

    PartnersHealth(PartnerFiles partnerFiles) {
        this.partnerFiles = partnerFiles;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (PartnerStatus partner : partnerFiles.partners()) {
            health.withDetail(partner.partner(), partner.ok() ? "ok" : String.join("; ", partner.complaints()));
        }
        if (!partnerFiles.problems().isEmpty()) {
            health.withDetail(
                    "problems",
                    partnerFiles.problems().stream().map(Object::toString).toList());
        }
        return health.build();
    }
}
