package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.PluginInfo;
import dev.breakwater.plugin.ProtocolInfo;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

final class UnmakeablePluginTest {
    @Test
    void aWrongDeclarationIsOneFailureOfOneSentence() {
        PluginContract contract = new CoachContract() {
            @Override
            protected SupplierPlugin plugin() {
                return new PartsOfNothing();
            }
        };

        List<DynamicTest> tests = contract.keepsTheRule().toList();

        assertThat(tests)
                .singleElement()
                .satisfies(test -> assertThatThrownBy(() -> test.getExecutable().execute())
                        .isInstanceOf(AssertionError.class)
                        .hasMessage("the plugin cannot be made: PARTIAL needs scopes, and scopes need PARTIAL")
                        .hasCauseInstanceOf(IllegalArgumentException.class));
    }

    /** Declares that parts can be cancelled, and not which. */
    private static final class PartsOfNothing implements SupplierPlugin {
        private static final ProtocolInfo PARTS = new ProtocolInfo(
                "parts", "Parts of nothing", Set.of(Capability.PARTIAL), Set.of(), List.of(), List.of());

        @Override
        public PluginInfo info() {
            return new PluginInfo("Parts of nothing", List.of(PARTS));
        }

        @Override
        public SupplierProtocol open(SupplierSettings settings) {
            throw new IllegalStateException("nobody comes here");
        }
    }
}
