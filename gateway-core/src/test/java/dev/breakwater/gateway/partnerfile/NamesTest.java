package dev.breakwater.gateway.partnerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "orders.csv, orders",
        "ORDERS.CSV, ORDERS",
        "orders.txt, orders.txt",
        "取消 1.csv, 取消 1",
        "${bean:x}.csv, __bean_x_",
        "..csv, _",
        ".csv, file",
        "a*b?.csv, a_b_"
    })
    void makesTheNamesOfAnswersOfHarmlessCharacters(String name, String base) {
        assertThat(Names.answerBase(name)).isEqualTo(base);
    }

    @Test
    void keepsTheNamesOfAnswersShort() {
        String base = Names.answerBase("𠮷".repeat(200) + ".csv");

        assertThat(base.getBytes(StandardCharsets.UTF_8).length).isBetween(100, 218);
        assertThat(base.codePoints()).containsOnly("𠮷".codePointAt(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.csv", "a\\b.csv", "a\nb.csv", "a\u0000.csv", "a\uFFFD.csv"})
    void complainsAboutNamesThatCannotBeHandled(String name) {
        assertThat(Names.complaint(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden.csv", "a.csv.part", "a.csv.TMP", "a.filepart"})
    void knowsTheNamesOfUploadsUnderWay(String name) {
        assertThat(Names.isUnfinished(name)).isTrue();
    }
}
