package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProbeTest {
    private final String page = Probe.page(CoachContract.of(new CoachPlugin()));

    @Test
    void tellsWhatIsDeclared() {
        assertThat(page)
                .startsWith("# coach\n")
                .contains("| PARTIAL | yes: TRAVELLER |", "| PUSHES | no |", "| `agency` | required |");
    }

    @Test
    void showsTheRequestsOfEveryOperationCapabilityAndScope() {
        assertThat(page)
                .contains("## Quote\n\n### The whole booking\n\n1. READ\n\n   ```http\n   GET /tickets/T-4711\n   ```")
                .contains("### With a waiver", "GET /tickets/T-4711?waiver=WAIVER-2020")
                .contains("### A part: TRAVELLER 1", "seats: 1")
                .contains("## Cancel", "1. COMMIT", "POST /tickets/T-4711/cancel", "Answer: Cancelled")
                .contains("## Look-up", "Answer: Active");
    }

    @Test
    void tellsWhatIsAnsweredInEachState() {
        assertThat(page)
                .contains("| ACTIVE | Quoted | Cancelled | Active |")
                .contains(
                        "| CANCELLED_BY_OTHERS | Refused ALREADY_CANCELLED | Refused ALREADY_CANCELLED | Cancelled by OTHERS |");
    }

    @Test
    void severalContractTestsOfOneProtocolHavePagesOfTheirOwn() {
        assertThat(Probe.name("ota", "ContractTest")).isEqualTo("ota");
        assertThat(Probe.name("ota", "OtaContractTest")).isEqualTo("ota");
        assertThat(Probe.name("ota", "SafeQuoteContractTest")).isEqualTo("ota-safequote");
    }

    @Test
    void goesOnWhereThePluginBreaksTheContract() {
        assertThat(Probe.page(CoachContract.of(new CommitSins.LooksUpByPreparing())))
                .contains("### By the supplier's reference\n\nThe contract kit objects:", "## What it answers");
    }
}
