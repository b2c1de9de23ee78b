package dev.breakwater.airline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What the schema demands of every request. Its files are under a licence of IATA and not here: name a folder with them by
 * {@code -Dbreakwater.ndc=DIR} to validate against them. Without, the rules hold that can be told without them.
 */
final class SchemaOrder {
    private static final String MESSAGES = "http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersMessage";
    private static final String TYPES = "http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersCommonTypes";

    private SchemaOrder() {}

    static boolean isAtHand() {
        return System.getProperty("breakwater.ndc") != null;
    }

    static void check(WireRequest request) {
        try {
            Document document = parse(request);
            Element root = document.getDocumentElement();
            if (root.getLocalName().equals("Envelope")) {
                root = children(children(root).get(0)).get(0);
            }
            assertThat(root.getNamespaceURI()).isEqualTo(MESSAGES);
            assertThat(children(root)).allSatisfy(child -> {
                assertThat(child.getNamespaceURI()).isEqualTo(MESSAGES);
                assertOrder(child);
                children(child).forEach(SchemaOrder::assertCommonType);
            });
            assertThat(names(root)).isSorted().startsWith("DistributionChain").endsWith("Request");
            if (isAtHand()) {
                schema(root.getLocalName()).newValidator().validate(new DOMSource(root));
            }
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static Document parse(WireRequest request) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(request.body().toByteArray()));
    }

    private static Schema schema(String message) throws SAXException {
        Path file = Path.of(System.getProperty("breakwater.ndc"), message + ".xsd");
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
        return factory.newSchema(file.toFile());
    }

    private static void assertCommonType(Element element) {
        assertThat(element.getNamespaceURI()).as(element.getLocalName()).isEqualTo(TYPES);
        assertOrder(element);
        children(element).forEach(SchemaOrder::assertCommonType);
    }

    private static void assertOrder(Element element) {
        assertThat(names(element)).as("children of " + element.getLocalName()).isSorted();
        assertThat(children(element).isEmpty() && element.getTextContent().isBlank())
                .as(element.getLocalName() + " is empty")
                .isFalse();
    }

    private static List<String> names(Element element) {
        return children(element).stream().map(Node::getLocalName).toList();
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            Optional.of(node)
                    .filter(Element.class::isInstance)
                    .map(Element.class::cast)
                    .ifPresent(children::add);
        }
        return children;
    }
}
