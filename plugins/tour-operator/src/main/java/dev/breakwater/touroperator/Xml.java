package dev.breakwater.touroperator;

import dev.breakwater.plugin.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of a message that was received, read whatever its namespace is. Documents with a DOCTYPE are refused. */
record Xml(Element element) {
    private static final String DEEPEST = "100";

    /** The root element; empty if this is no well-formed document. */
    static Optional<Xml> parse(Bytes document) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return Optional.of(new Xml(builder.parse(new ByteArrayInputStream(document.toByteArray()))
                    .getDocumentElement()));
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's parser can do this", e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute("jdk.xml.maxElementDepth", DEEPEST);
        return factory;
    }

    /** The name without its namespace. */
    String name() {
        return element.getLocalName();
    }

    List<Xml> children() {
        List<Xml> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new Xml(child));
            }
        }
        return children;
    }

    List<Xml> children(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }

    /** The element at that path of names below this one; empty if there are several: nobody knows which one is meant. */
    Optional<Xml> at(String... path) {
        Optional<Xml> found = Optional.of(this);
        for (String name : path) {
            found = found.map(one -> one.children(name))
                    .filter(several -> several.size() == 1)
                    .map(only -> only.get(0));
        }
        return found;
    }

    /** The value without blanks at its ends; empty if there is nothing else. */
    Optional<String> attribute(String name) {
        return Optional.of(element.getAttribute(name).strip()).filter(value -> !value.isEmpty());
    }

    /** The attribute of this element, or of the nearest one around it. */
    Optional<String> inherited(String name) {
        Optional<String> own = attribute(name);
        return own.isPresent() || !(element.getParentNode() instanceof Element parent)
                ? own
                : new Xml(parent).inherited(name);
    }

    /** All text within, blanks folded. */
    String text() {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }
}
