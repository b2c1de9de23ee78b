package dev.breakwater.gateway.partnerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
    private final Cells cells = new Cells(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠A"})
    void putsAnApostropheBeforeWhatBeginsAFormula(String text) {
        assertThat(cells.safe(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12.50", "a=b", "王𠮷", "'x"})
    void leavesOtherTextAsItIs(String text) {
        assertThat(cells.safe(text)).isEqualTo(text);
    }

    @Test
    void writesWhatTheCharsetDoesNotHaveAsItsNumber() {
        assertThat(new Cells(StandardCharsets.ISO_8859_1).safe("é王𠮷")).isEqualTo("é\\u738B\\uD842\\uDFB7");
        assertThat(new Cells(Charset.forName("GB18030")).safe("é王𠮷")).isEqualTo("é王𠮷");
    }
}
