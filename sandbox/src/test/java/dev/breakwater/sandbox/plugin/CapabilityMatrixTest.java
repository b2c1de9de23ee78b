package dev.breakwater.sandbox.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilityMatrixTest {
    private static final ProbedPage NDC = page("airline", "ndc", "yes", "yes: ITEM, TICKET");
    private static final ProbedPage OTA = page("tour-operator", "ota", "yes", "no");
    private static final ProbedPage OTA_OTHERWISE = page("tour-operator", "ota-otherwise", "yes", "no");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeGuide() throws IOException {
        Files.writeString(folder.resolve("airline.md"), "written by hand");
    }

    @Test
    void everyProtocolIsAColumnWithItsGuideAndItsRequests() throws IOException {
        Path matrix = new CapabilityMatrix(folder, List.of(NDC, OTA, OTA_OTHERWISE)).write();

        assertThat(matrix).isEqualTo(folder.resolve("README.md")).content().contains("""
                | plugin | [airline](airline.md) | tour-operator |
                |---|---|---|
                | protocol | [ndc](requests/ndc.md) | [ota](requests/ota.md), [ota-otherwise](requests/ota-otherwise.md) |
                | QUOTE | yes | yes |
                | PARTIAL | yes: ITEM, TICKET |  |
                """);
    }

    @Test
    void everyPageWithRequestsNamesItsPlugin() throws IOException {
        new CapabilityMatrix(folder, List.of(NDC, OTA)).write();

        assertThat(folder.resolve("requests/ndc.md"))
                .content()
                .startsWith("# ndc\n\nOf the plugin [airline](../airline.md). In words.\n");
        assertThat(folder.resolve("requests/ota.md")).content().contains("Of the plugin tour-operator. In words.");
    }

    @Test
    void pagesOfProtocolsThatAreGoneAreRemovedAndThoseOfPeopleStay() throws IOException {
        new CapabilityMatrix(folder, List.of(NDC, OTA)).write();

        new CapabilityMatrix(folder, List.of(OTA)).write();

        assertThat(folder.resolve("requests")).isDirectoryContaining("glob:**/ota.md");
        assertThat(folder.resolve("requests/ndc.md")).doesNotExist();
        assertThat(folder.resolve("airline.md")).hasContent("written by hand");
    }

    @Test
    void anObjectionOfTheKitIsSeen() {
        assertThat(NDC.isObjectedTo()).isFalse();
        assertThat(new ProbedPage("airline", "ndc", NDC.text() + "\nThe contract kit objects:\n\n```\nno\n```\n")
                        .isObjectedTo())
                .isTrue();
        assertThat(new ProbedPage("airline", "ndc", NDC.text() + "| ACTIVE | Quoted | objection | Active |\n")
                        .isObjectedTo())
                .isTrue();
    }

    private static ProbedPage page(String plugin, String name, String quote, String partial) {
        return new ProbedPage(plugin, name, """
                # %s

                In words.

                | capability | declared |
                |---|---|
                | QUOTE | %s |
                | PARTIAL | %s |

                ## What it answers

                | BUSY | no |
                """.formatted(name, quote, partial));
    }
}
