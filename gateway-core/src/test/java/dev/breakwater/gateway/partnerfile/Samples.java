package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.partnerfile.Profile.Defaults;
import dev.breakwater.gateway.partnerfile.Profile.Login;
import dev.breakwater.gateway.partnerfile.Profile.Protocol;
import dev.breakwater.gateway.partnerfile.Profile.Server;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Profiles for tests. */
final class Samples {
    private Samples() {}

    static Profile profile(Charset charset) {
        return profile(
                charset,
                new Defaults(
                        Optional.of("glass-tower"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Limit.AnyPenalty())));
    }

    static Profile profile(Charset charset, Defaults defaults) {
        Server server =
                new Server(Protocol.FTP, "127.0.0.1", 21, "", "user", new Login.Password("secret"), Optional.empty());
        return new Profile("harbour", server, Duration.ofSeconds(1), charset, ',', "caller", Map.of(), defaults);
    }
}
