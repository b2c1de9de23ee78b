package dev.breakwater.airline;

/** The messages we send, and what answers them. */
enum Message {
    RESHOP("IATA_OrderReshopRQ", "IATA_OrderReshopRS"),
    CHANGE("IATA_OrderChangeRQ", "IATA_OrderViewRS"),
    RETRIEVE("IATA_OrderRetrieveRQ", "IATA_OrderViewRS");

    private final String request;
    private final String reply;

    Message(String request, String reply) {
        this.request = request;
        this.reply = reply;
    }

    String request() {
        return request;
    }

    String reply() {
        return reply;
    }
}
