package dev.breakwater.sandbox.simulator;

import java.math.BigDecimal;
import java.util.Map;

/** What an airline writes: siblings in alphabetical order, an error or a response in every reply. */
final class NdcXml {

    static final String RESHOP_REPLY = "IATA_OrderReshopRS";
    static final String VIEW_REPLY = "IATA_OrderViewRS";

    private static final String NAMESPACE = "http://www.iata.org/IATA/2015/EASD/00/IATA_OffersAndOrders";

    private NdcXml() {}

    static String leaf(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    static String node(String name, String... children) {
        return "<" + name + ">" + String.join("", children) + "</" + name + ">";
    }

    static String price(String name, String... amounts) {
        return node(name, node("Price", amounts));
    }

    /** @param cents in EUR */
    static String amount(String name, long cents) {
        return "<" + name + " CurCode=\"EUR\">" + BigDecimal.valueOf(cents, 2).toPlainString() + "</" + name + ">";
    }

    static Reply response(String root, String... children) {
        return reply(200, root, node("m:Response", children));
    }

    /** A refusal, which comes with HTTP 200 as everything does. */
    static Reply error(String root, String code, String text, String type) {
        return error(200, root, code, text, type);
    }

    static Reply error(int status, String root, String code, String text, String type) {
        return reply(
                status,
                root,
                node(
                        "m:Error",
                        leaf("Code", code),
                        leaf("DescText", text),
                        leaf("LangCode", "EN"),
                        leaf("TypeCode", type)));
    }

    private static Reply reply(int status, String root, String content) {
        String body = "<m:" + root + " xmlns:m=\"" + NAMESPACE + "Message\" xmlns=\"" + NAMESPACE + "CommonTypes\">"
                + content + "</m:" + root + ">";
        return new Reply(status, body, Map.of("Content-Type", "application/xml"), Delivery.PROMPT);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
