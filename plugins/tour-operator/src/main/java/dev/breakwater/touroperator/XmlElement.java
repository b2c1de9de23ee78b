package dev.breakwater.touroperator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An element of a message to be sent. It is written as it is built: in the order of the schema. */
final class XmlElement {
    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private String text = "";

    XmlElement(String name) {
        this.name = name;
    }

    XmlElement with(String attribute, String value) {
        attributes.put(attribute, escaped(value));
        return this;
    }

    /** What is put in when the message leaves. Nothing else that is written here can be mistaken for it. */
    XmlElement withSecret(String attribute, Optional<String> placeholder) {
        placeholder.ifPresent(there -> attributes.put(attribute, there));
        return this;
    }

    XmlElement with(String attribute, Optional<String> value) {
        value.ifPresent(told -> with(attribute, told));
        return this;
    }

    XmlElement with(XmlElement child) {
        children.add(child);
        return this;
    }

    XmlElement with(Optional<XmlElement> child) {
        child.ifPresent(children::add);
        return this;
    }

    XmlElement with(List<XmlElement> more) {
        children.addAll(more);
        return this;
    }

    XmlElement text(String content) {
        text = content;
        return this;
    }

    /** The document with this as its root, in UTF-8. */
    String document() {
        StringBuilder document = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        write(document);
        return document.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) ->
                out.append(' ').append(attribute).append("=\"").append(value).append('"'));
        if (children.isEmpty() && text.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>').append(escaped(text));
        children.forEach(child -> child.write(out));
        out.append("</").append(name).append('>');
    }

    /** What XML 1.0 cannot hold is left out. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().filter(XmlElement::isAllowed).forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '{' -> escaped.append("&#123;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(character).append(';');
                default -> escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character <= 0xd7ff
                || character >= 0xe000 && character <= 0xfffd
                || character >= 0x10000;
    }
}
