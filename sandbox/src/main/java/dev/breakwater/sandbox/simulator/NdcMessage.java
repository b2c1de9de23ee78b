package dev.breakwater.sandbox.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** An element of an airline's message, known by its local name. */
record NdcMessage(Element element) {

    /** Reads a document; empty when it is not well-formed or has a DOCTYPE. */
    static Optional<NdcMessage> read(byte[] document) {
        try {
            return Optional.of(new NdcMessage(
                    parser().parse(new ByteArrayInputStream(document)).getDocumentElement()));
        } catch (SAXException | IOException malformed) {
            return Optional.empty();
        }
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(new Thrower());
            return parser;
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("The JDK's own parser knows these features", impossible);
        }
    }

    String name() {
        return element.getLocalName();
    }

    List<NdcMessage> all(String name) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE && name.equals(node.getLocalName()))
                .map(node -> new NdcMessage((Element) node))
                .toList();
    }

    /** Follows the first child of each name. */
    Optional<NdcMessage> at(String... path) {
        Optional<NdcMessage> found = Optional.of(this);
        for (String step : path) {
            found = found.flatMap(message -> message.all(step).stream().findFirst());
        }
        return found;
    }

    Optional<String> text(String... path) {
        return at(path).map(found -> found.element.getTextContent().strip()).filter(text -> !text.isEmpty());
    }

    /** The default one prints to the screen. */
    private static final class Thrower implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // Says nothing about the document.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
