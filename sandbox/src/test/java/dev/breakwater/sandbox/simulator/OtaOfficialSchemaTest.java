package dev.breakwater.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.breakwater.sandbox.simulator.Client.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.xml.sax.SAXException;

/** Every message of the tour operator against OpenTravel's own schemas. */
@TestInstance(Lifecycle.PER_CLASS)
class OtaOfficialSchemaTest {

    private final SettableClock clock = new SettableClock();
    private final Map<String, Schema> schemas = new HashMap<>();
    private Path folder;
    private SupplierSimulator simulator;
    private OtaClient ota;

    @BeforeAll
    void start() {
        assumeTrue(
                OfficialSchema.folder().isPresent(),
                "Skipped: name the folder of the official schemas by -Dbreakwater.specs=DIR or BREAKWATER_SPECS");
        folder = OfficialSchema.folder().orElseThrow().resolve("opentravel");
        simulator =
                OtaSimulators.start(OtaVerbs.INITIATE_QUOTES, Timing.standard().withSlow(Duration.ofMillis(1)), clock);
        ota = new OtaClient(simulator);
    }

    @AfterAll
    void stop() {
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"BUSY", "LOSTBEFORE", "LOSTAFTER", "GARBAGE", "RESET"},
            mode = Mode.EXCLUDE)
    void repliesAreValidBeforeAndAfterTheCommit(Behaviour behaviour) throws Exception {
        String reference = behaviour.prefix() + "SCHEMA";

        assertValid("OTA_PkgBookRS", ota.look(reference));
        Answer quote = ota.cancelRq("Initiate", reference, "", "");
        assertValid("OTA_CancelRS", quote);
        assertValid("OTA_CancelRS", ota.commit(reference, OtaClient.attribute(quote, "TransactionIdentifier")));
        assertValid("OTA_PkgBookRS", ota.look(reference));
        clock.advance(Timing.standard().pending());
        assertValid("OTA_PkgBookRS", ota.look(reference));
    }

    @Test
    void refusalsAreValid() throws Exception {
        assertValid("OTA_CancelRS", ota.cancelRq("Ignore", "OK-SCHEMA2", "TX-none", ""));
        assertValid("OTA_CancelRS", ota.cancelRq("Ticket", "OK-SCHEMA2", "", ""));
        assertValid("OTA_CancelRS", ota.cancelRq("Initiate", "OK-SCHEMA2", "", "<Segment/>"));
        assertValid("OTA_PkgBookRS", ota.send("POST", "/ota/read", OtaClient.readRq("OK-SCHEMA2", "<RequestorID/>")));
        assertValid("OTA_ErrorRS", ota.send("POST", "/ota/cancel", "no"));
    }

    @Test
    void theSchemaFindsWhatIsWrong() {
        assertThatThrownBy(() -> assertValid("OTA_CancelRS", new Answer(200, "<OTA_CancelRS/>", Map.of())))
                .isInstanceOf(SAXException.class);
    }

    private void assertValid(String message, Answer answer) throws IOException, SAXException {
        assertThat(answer.body()).startsWith("<" + message);
        Schema schema = schemas.get(message);
        if (schema == null) {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            schema = factory.newSchema(folder.resolve(message + ".xsd").toFile());
            schemas.put(message, schema);
        }
        schema.newValidator().validate(new StreamSource(new StringReader(answer.body())));
    }
}
