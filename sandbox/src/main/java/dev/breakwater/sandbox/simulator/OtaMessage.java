package dev.breakwater.sandbox.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A message of OpenTravel as it came.
 *
 * @param enveloped whether it came in a SOAP envelope
 */
record OtaMessage(Element root, boolean enveloped) {

    /** Empty when the body is no XML, or has a DOCTYPE. */
    static Optional<OtaMessage> of(Call call) {
        return parsed(call.body()).flatMap(root -> {
            boolean enveloped = root.getLocalName().equals("Envelope");
            return enveloped
                    ? child(root, "Body").flatMap(OtaMessage::firstChild).map(message -> new OtaMessage(message, true))
                    : Optional.of(new OtaMessage(root, false));
        });
    }

    String name() {
        return root.getLocalName();
    }

    /** An attribute of the message itself, empty text when it is missing. */
    String attribute(String name) {
        return root.getAttribute(name);
    }

    /** The first element at that path below the message. */
    Optional<Element> at(String... path) {
        Optional<Element> found = Optional.of(root);
        for (String name : path) {
            found = found.flatMap(element -> child(element, name));
        }
        return found;
    }

    /** The booking it is about. */
    Optional<String> reference() {
        return at("UniqueID")
                .or(() -> at("ReadRequests", "ReadRequest", "UniqueID"))
                .map(id -> id.getAttribute("ID").strip())
                .filter(id -> !id.isEmpty());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static Optional<Element> child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static Optional<Element> firstChild(Element parent) {
        Node node = parent.getFirstChild();
        while (node != null && !(node instanceof Element)) {
            node = node.getNextSibling();
        }
        return Optional.ofNullable((Element) node);
    }

    private static Optional<Element> parsed(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
        } catch (SAXException | IOException malformed) {
            return Optional.empty();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("The JDK's parser can do this", impossible);
        }
    }
}
