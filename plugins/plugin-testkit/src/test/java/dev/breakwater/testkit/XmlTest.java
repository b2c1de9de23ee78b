package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class XmlTest {
    @Test
    void everyElementStandsOnALineOfItsOwnBelowTheOneItIsIn() {
        String text = "<?xml version=\"1.0\"?><a b=\"1\"><c><d>one</d><e/></c><f>two <g/> three</f><h></h></a>";

        assertThat(Xml.indented(text)).isEqualTo("""
                <?xml version="1.0"?>
                <a b="1">
                  <c>
                    <d>one</d>
                    <e/>
                  </c>
                  <f>two <g/> three</f>
                  <h>
                  </h>
                </a>""");
    }

    @Test
    void whatIsNoXmlStaysAsItIs() {
        assertThat(Xml.indented("{\"a\": 1}")).isEqualTo("{\"a\": 1}");
        assertThat(Xml.indented("</a></b>")).isEqualTo("</a>\n</b>");
    }
}
