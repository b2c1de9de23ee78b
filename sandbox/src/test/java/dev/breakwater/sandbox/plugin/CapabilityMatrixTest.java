package dev.breakwater.sandbox.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilityMatrixTest {
    @TempDir
    private Path pages;

    @Test
    void everyProtocolIsAColumn() throws IOException {
        Files.writeString(pages.resolve("README.md"), "| PARTIAL | yes |\n");
        Files.writeString(pages.resolve("osdm.md"), page("yes", "yes: TICKET, ITEM"));
        Files.writeString(pages.resolve("octo.md"), page("yes", "no"));

        assertThat(CapabilityMatrix.of(pages)).contains("""
                |  | [octo](octo.md) | [osdm](osdm.md) |
                |---|---|---|
                | QUOTE | yes | yes |
                | PARTIAL |  | yes: TICKET, ITEM |
                """);
    }

    private static String page(String quote, String partial) {
        return """
                | capability | declared |
                |---|---|
                | QUOTE | %s |
                | PARTIAL | %s |

                ## What it answers

                | BUSY | no |
                """.formatted(quote, partial);
    }
}
