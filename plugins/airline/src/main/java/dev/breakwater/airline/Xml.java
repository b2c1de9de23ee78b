package dev.breakwater.airline;

import dev.breakwater.plugin.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An element of a message that came from outside. It is known by its local name alone, because dialects differ in their
 * namespaces.
 */
final class Xml {
    /** An element that is not there: it has neither text nor children. */
    static final Xml NONE = new Xml("", Map.of());

    /** NDC messages are some 25 elements deep. */
    private static final int DEEPEST = 100;

    private final String name;
    private final Map<String, String> attributes;
    private final List<Xml> children = new ArrayList<>();
    private final StringBuilder content = new StringBuilder();

    private Xml(String name, Map<String, String> attributes) {
        this.name = name;
        this.attributes = attributes;
    }

    /** Reads a document; empty if it is not well-formed, too deep, or has a DOCTYPE. */
    static Optional<Xml> read(Bytes document) {
        try {
            Builder builder = new Builder();
            safeFactory().newSAXParser().parse(new ByteArrayInputStream(document.toByteArray()), builder);
            return Optional.of(builder.root());
        } catch (SAXException | IOException | RuntimeException e) {
            // The JDK's parser throws unchecked exceptions on some malformed documents.
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's parser can do this", e);
        }
    }

    private static SAXParserFactory safeFactory() throws ParserConfigurationException, SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }

    /** Also takes the parser's errors and throws them. Without a handler, and always in StAX, they are printed too. */
    private static final class Builder extends DefaultHandler {
        private final Xml document = new Xml("", Map.of());
        private final Deque<Xml> open = new ArrayDeque<>(List.of(document));

        Xml root() {
            return document.children.get(0);
        }

        @Override
        public void startElement(String uri, String localName, String qualifiedName, Attributes attributes)
                throws SAXException {
            Xml element = new Xml(localName, attributes(attributes));
            open.element().children.add(element);
            open.push(element);
            if (open.size() > DEEPEST) {
                throw new SAXException("too deep");
            }
        }

        @Override
        public void endElement(String uri, String localName, String qualifiedName) {
            open.pop();
        }

        @Override
        public void characters(char[] text, int start, int length) {
            open.element().content.append(text, start, length);
        }

        private static Map<String, String> attributes(Attributes told) {
            Map<String, String> attributes = new HashMap<>();
            for (int i = 0; i < told.getLength(); i++) {
                attributes.put(told.getLocalName(i), told.getValue(i));
            }
            return Map.copyOf(attributes);
        }
    }

    String name() {
        return name;
    }

    boolean exists() {
        return !name.isEmpty();
    }

    /** The children of this name. */
    List<Xml> all(String child) {
        return children.stream().filter(element -> element.name.equals(child)).toList();
    }

    /** Follows the only child of each name; {@link #NONE} where the way ends, or forks: nobody knows which one is meant. */
    Xml at(String... path) {
        Xml element = this;
        for (String step : path) {
            List<Xml> found = element.all(step);
            element = found.size() == 1 ? found.get(0) : NONE;
        }
        return element;
    }

    /** The only child; {@link #NONE} if there is none or several. */
    Xml onlyChild() {
        return children.size() == 1 ? children.get(0) : NONE;
    }

    /** The text of the element there, without blanks around it; empty if it has none. */
    Optional<String> text(String... path) {
        return Optional.of(at(path).content.toString().strip()).filter(text -> !text.isEmpty());
    }

    /** All elements of this name, however deep below. */
    Stream<Xml> below(String descendant) {
        return children.stream()
                .flatMap(child -> Stream.concat(
                        child.name.equals(descendant) ? Stream.of(child) : Stream.empty(), child.below(descendant)));
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
