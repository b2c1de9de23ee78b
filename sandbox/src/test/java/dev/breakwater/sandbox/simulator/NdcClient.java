package dev.breakwater.sandbox.simulator;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

final class NdcClient extends Client {

    private static final String REQUEST = """
            <m:%1$s xmlns:m="http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersMessage" \
            xmlns="http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrdersCommonTypes"><m:DistributionChain>\
            <DistributionChainLink><Ordinal>1</Ordinal><OrgRole>Seller</OrgRole><ParticipatingOrg><OrgID>00990011</OrgID>\
            </ParticipatingOrg></DistributionChainLink></m:DistributionChain><m:Request>%2$s</m:Request></m:%1$s>""";

    private final String key;

    NdcClient(SupplierSimulator airline, String key) {
        super(airline.baseUrl());
        this.key = key;
    }

    @Override
    Map<String, String> headers() {
        return Map.of("Ocp-Apim-Subscription-Key", key, "Content-Type", "application/xml");
    }

    @Override
    Answer look(String reference) throws IOException {
        return post(
                "/OrderRetrieve",
                "IATA_OrderRetrieveRQ",
                "<OrderValidationFilterCriteria><OrderFilterCriteria><OrderID>" + reference
                        + "</OrderID><OwnerCode>ZZ</OwnerCode></OrderFilterCriteria></OrderValidationFilterCriteria>");
    }

    @Override
    Optional<String> prepare(String reference) throws IOException {
        return Optional.of(text(quote(reference), "//Offer/OfferID")).filter(id -> !id.isEmpty());
    }

    Answer quote(String reference) throws IOException {
        return reshop(reference, "", "<CancelOrderRef><OrderRefID>" + reference + "</OrderRefID></CancelOrderRef>");
    }

    /** @param deletions the content of each DeleteOrderItem */
    Answer quoteParts(String reference, String... deletions) throws IOException {
        return reshop(
                reference,
                "",
                "<ReshopOrder><ReshopOrderChoice><ServiceOrder><DeleteOrderItem>"
                        + String.join("</DeleteOrderItem><DeleteOrderItem>", deletions)
                        + "</DeleteOrderItem></ServiceOrder></ReshopOrderChoice></ReshopOrder>");
    }

    Answer quoteWithWaiver(String reference, String waiver) throws IOException {
        return reshop(
                reference,
                "<FareWaiver><FareRuleWaiverCode>" + waiver + "</FareRuleWaiverCode></FareWaiver>",
                "<CancelOrderRef><OrderRefID>" + reference + "</OrderRefID></CancelOrderRef>");
    }

    private Answer reshop(String reference, String waiver, String update) throws IOException {
        return post(
                "/OrderReshop",
                "IATA_OrderReshopRQ",
                waiver + "<OrderRefID>" + reference + "</OrderRefID><UpdateOrder>" + update + "</UpdateOrder>");
    }

    @Override
    Answer commit(String reference, String offer) throws IOException {
        return commit(reference, offer, "ZZ", "");
    }

    /** @param version OrderVersionNumber, empty for none */
    Answer commit(String reference, String offer, String owner, String version) throws IOException {
        return change(
                reference,
                "<AcceptCancelledOffer><OfferID>" + offer + "</OfferID><OwnerCode>" + owner
                        + "</OwnerCode></AcceptCancelledOffer>",
                version);
    }

    Answer cancelUnpaid(String reference) throws IOException {
        return change(
                reference,
                "<CancelUnpaidOrder><OrderRefID>" + reference
                        + "</OrderRefID><OwnerCode>ZZ</OwnerCode></CancelUnpaidOrder>",
                "");
    }

    private Answer change(String reference, String choice, String version) throws IOException {
        return post(
                "/OrderChange",
                "IATA_OrderChangeRQ",
                "<ChangeOrderChoice>" + choice + "</ChangeOrderChoice><Order><OrderID>" + reference + "</OrderID>"
                        + (version.isEmpty() ? "" : "<OrderVersionNumber>" + version + "</OrderVersionNumber>")
                        + "<OwnerCode>ZZ</OwnerCode></Order>");
    }

    Answer post(String path, String message, String content) throws IOException {
        return send("POST", path, REQUEST.formatted(message, content));
    }

    @Override
    boolean saysCancelled(Answer look) {
        return !text(look, "//Service").isEmpty()
                && text(look, "//Service[StatusCode!='CANCELLED']").isEmpty();
    }

    @Override
    boolean accepts(Answer commit) {
        return commit.status() == 200 && !text(commit, "//Order/OrderID").isEmpty();
    }

    @Override
    boolean refuses(Answer answer) {
        return answer.status() == 200 && !text(answer, "//Error/Code").isEmpty();
    }

    /** What an XPath finds in a reply; names are compared without namespaces. */
    static String text(Answer answer, String path) {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(answer.body().replaceAll("(</?)m:", "$1"))));
            return XPathFactory.newDefaultInstance().newXPath().evaluate(path, document);
        } catch (ParserConfigurationException | SAXException | IOException | XPathExpressionException broken) {
            throw new IllegalStateException("Not XML: " + answer.body(), broken);
        }
    }

    static String error(Answer answer) {
        return text(answer, "concat(//Error/Code, ' ', //Error/DescText)");
    }

    @Override
    public String toString() {
        return "NDC";
    }
}
