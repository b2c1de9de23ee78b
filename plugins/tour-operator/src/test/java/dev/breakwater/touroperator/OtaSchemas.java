package dev.breakwater.touroperator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.XMLConstants;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** OpenTravel's official schemas, in a folder of the machine that runs the tests. */
final class OtaSchemas {
    private static final Optional<OtaSchemas> AT_HAND = Optional.ofNullable(System.getProperty("breakwater.specs"))
            .or(() -> Optional.ofNullable(System.getenv("BREAKWATER_SPECS")))
            .filter(folder -> !folder.isBlank())
            .map(folder -> new OtaSchemas(Path.of(folder, "opentravel")));

    private final Path folder;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OtaSchemas(Path folder) {
        this.folder = folder;
    }

    static Optional<OtaSchemas> ifAtHand() {
        return AT_HAND;
    }

    /** The request as it leaves, with the secret in its place; in an envelope or not. */
    void check(WireRequest request) {
        String sent = request.body().text(UTF_8).replace("{{secret:messagePassword}}", "p&amp;ss&lt;word1");
        Xml root = Xml.parse(Bytes.utf8(sent)).orElseThrow(() -> new AssertionError("not well-formed"));
        Xml message = root.name().equals("Envelope")
                ? root.at("Body").orElseThrow().children().get(0)
                : root;
        problemWith(message).ifPresent(problem -> {
            throw new AssertionError(problem + " in " + sent);
        });
    }

    Optional<String> problemWith(String document) {
        return problemWith(Xml.parse(Bytes.utf8(document)).orElseThrow());
    }

    private Optional<String> problemWith(Xml message) {
        try {
            schema(message.name()).newValidator().validate(new DOMSource(message.element()));
            return Optional.empty();
        } catch (SAXException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema schema(String message) {
        return schemas.computeIfAbsent(message, name -> {
            try {
                SchemaFactory factory = SchemaFactory.newDefaultInstance();
                factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
                factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
                return factory.newSchema(folder.resolve(name + ".xsd").toFile());
            } catch (SAXException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
