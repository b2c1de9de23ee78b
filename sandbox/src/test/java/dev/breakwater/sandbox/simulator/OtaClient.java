package dev.breakwater.sandbox.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

final class OtaClient extends Client {

    static final ClientCredentials CREDENTIALS =
            SimulatorSettings.onFreePorts(Supplier.SUNNY_TOURS).client(Supplier.SUNNY_TOURS);
    static final String REQUESTOR = "<RequestorID Type=\"5\" ID=\"%s\" MessagePassword=\"%s\"/>"
            .formatted(CREDENTIALS.id(), CREDENTIALS.secret());

    OtaClient(SupplierSimulator simulator) {
        super(simulator.baseUrl());
    }

    @Override
    Map<String, String> headers() {
        return Map.of("Content-Type", "application/xml");
    }

    @Override
    Answer look(String reference) throws IOException {
        return send("POST", "/ota/read", readRq(reference, REQUESTOR));
    }

    /** Quotes; the transaction is what the commit needs. */
    @Override
    Optional<String> prepare(String reference) throws IOException {
        Answer quote = cancelRq("Initiate", reference, "", "");
        return attribute(quote, "Status").equals("OnHold")
                ? Optional.of(attribute(quote, "TransactionIdentifier"))
                : Optional.empty();
    }

    @Override
    Answer commit(String reference, String transaction) throws IOException {
        return cancelRq("Commit", reference, transaction, "");
    }

    /** @param more what follows the booking's id */
    Answer cancelRq(String verb, String reference, String transaction, String more) throws IOException {
        return send("POST", "/ota/cancel", cancelRqBody(verb, reference, transaction, more));
    }

    static String cancelRqBody(String verb, String reference, String transaction, String more) {
        String bound = transaction.isEmpty() ? "" : " TransactionIdentifier=\"" + transaction + "\"";
        return "<OTA_CancelRQ xmlns=\"http://www.opentravel.org/OTA/2003/05\" Version=\"3.000\" EchoToken=\"e-1\""
                + bound
                + " CancelType=\"" + verb + "\"><POS><Source>" + REQUESTOR
                + "</Source></POS><UniqueID Type=\"14\" ID=\""
                + reference + "\"/>" + more + "</OTA_CancelRQ>";
    }

    static String readRq(String reference, String requestor) {
        return "<OTA_ReadRQ xmlns=\"http://www.opentravel.org/OTA/2003/05\" Version=\"5.002\" EchoToken=\"e-2\"><POS><Source>"
                + requestor + "</Source></POS><ReadRequests><ReadRequest><UniqueID Type=\"14\" ID=\"" + reference
                + "\"/></ReadRequest></ReadRequests></OTA_ReadRQ>";
    }

    @Override
    boolean saysCancelled(Answer look) {
        return statusOf(look).equals("16");
    }

    @Override
    boolean accepts(Answer commit) {
        return commit.status() == 200
                && Set.of("Cancelled", "PendingCancellation").contains(attribute(commit, "Status"));
    }

    @Override
    boolean refuses(Answer answer) {
        return answer.status() == 200 && !error(answer).isEmpty();
    }

    static String statusOf(Answer look) {
        return first(look, "Package").map(found -> found.getAttribute("Status")).orElse("");
    }

    static String attribute(Answer answer, String name) {
        return document(answer).getAttribute(name);
    }

    /** The code of the only error, empty when there is none. */
    static String error(Answer answer) {
        return first(answer, "Error").map(found -> found.getAttribute("Code")).orElse("");
    }

    static String fee(Answer answer) {
        return first(answer, "CancelRule")
                .map(found -> found.getAttribute("Amount"))
                .orElse("");
    }

    static Optional<Element> first(Answer answer, String name) {
        return Optional.ofNullable(
                (Element) document(answer).getElementsByTagNameNS("*", name).item(0));
    }

    private static Element document(Answer answer) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException broken) {
            throw new IllegalStateException("Not XML: " + answer.body(), broken);
        }
    }

    @Override
    public String toString() {
        return "OTA";
    }
}
