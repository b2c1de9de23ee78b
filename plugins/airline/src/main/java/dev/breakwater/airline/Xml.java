package dev.breakwater.airline;

import dev.breakwater.plugin.Bytes;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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

    /** Reads a document; empty if it is not well-formed, too deep, or has a DOCTYPE or entities of its own. */
    static Optional<Xml> read(Bytes document) {
        try {
            return Optional.of(
                    read(safeFactory().createXMLStreamReader(new ByteArrayInputStream(document.toByteArray()))));
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's parser throws unchecked exceptions on some malformed documents.
            return Optional.empty();
        }
    }

    private static XMLInputFactory safeFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static Xml read(XMLStreamReader reader) throws XMLStreamException {
        Xml document = new Xml("", Map.of());
        Deque<Xml> open = new ArrayDeque<>(List.of(document));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    Xml element = new Xml(reader.getLocalName(), attributes(reader));
                    open.element().children.add(element);
                    open.push(element);
                    if (open.size() > DEEPEST) {
                        throw new XMLStreamException("too deep");
                    }
                }
                case XMLStreamReader.END_ELEMENT -> open.pop();
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    open.element().content.append(reader.getText());
                case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE ->
                    throw new XMLStreamException("a DOCTYPE or an entity");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        return document.children.get(0);
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return Map.copyOf(attributes);
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

    /** Follows the first child of each name; {@link #NONE} where the way ends. */
    Xml at(String... path) {
        Xml element = this;
        for (String step : path) {
            element = element.all(step).stream().findFirst().orElse(NONE);
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
