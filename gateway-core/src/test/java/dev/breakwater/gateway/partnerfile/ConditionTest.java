package dev.breakwater.gateway.partnerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.partnerfile.Condition.Road;
import java.io.IOException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private final Condition condition = new Condition("harbour", InstantSource.system());

    @Test
    void repeatsWhatAServerSaysInOneLineWithoutWhatAScreenWouldObey() {
        condition.fails(Road.INBOX, new IOException("550 no\u001b[2J\u001b]0;gone\u0007\u009b2J\r\n such folder"));

        assertThat(condition.status().complaints())
                .containsExactly("in/ cannot be looked at: 550 no [2J ]0;gone 2J such folder");
    }
}
