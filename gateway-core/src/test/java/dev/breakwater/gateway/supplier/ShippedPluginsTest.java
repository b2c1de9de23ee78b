package dev.breakwater.gateway.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.breakwater.plugin.ProtocolInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins that Breakwater ships, as jars; skipped by a build that stops before packaging. */
class ShippedPluginsTest {
    private static final Path JARS = Path.of("../target/dist/plugins");

    @TempDir
    private Path staging;

    @Test
    void loadInTheirOwnLoadersAndHoldNoClassOfTheGateway() throws IOException {
        assumeThat(JARS).as("built by mvn package").isDirectory();

        PluginTrust trust = new PluginTrust(staging, JARS.resolveSibling("built"), false);
        try (Plugins plugins = new Plugins(JARS, staging, trust, Duration.ofMinutes(1))) {
            PluginSet set = plugins.scan();

            assertThat(set.quarantined()).isEmpty();
            assertThat(set.signers().values()).containsOnly("built with this gateway");
            assertThat(set.loaded()).extracting(handle -> handle.plugin().id()).contains("attraction", "rail");
            assertThat(set.loaded().stream()
                            .flatMap(handle -> handle.plugin().info().protocols().stream())
                            .map(ProtocolInfo::name))
                    .contains("octo", "osdm");
            assertThat(set.loaded().stream().map(PluginHandle::loader)).doesNotHaveDuplicates();
        }
    }
}
