package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What goes wrong with one request of an operation.
 *
 * @param name for people
 * @param turn which request of the operation is struck, counted from zero
 */
record Mishap(String name, int turn, Blow blow) {
    /** In place of a turn: every request is struck. */
    static final int EVERY_TURN = -2;

    static final Mishap NONE = new Mishap("nothing goes wrong", -1, Wire::answered);

    private static final String HTML = "<html><head><title>%s</title></head><body><h1>%s</h1></body></html>";

    /** One request on its way. */
    interface Wire {
        /** Asks whether the request may leave, and if so has the supplier execute and answer it. */
        Delivery answered();

        /** The same, but the supplier never executes it. */
        Delivery answeredWithoutEffect(WireReply reply);

        /** What was answered before, if anything was. */
        WireReply previous();

        /** Time passes before the first byte. */
        void sleep();
    }

    /** How a request is struck. */
    interface Blow {
        Delivery strike(Wire wire);
    }

    boolean strikes(int request) {
        return turn == request || turn == EVERY_TURN;
    }

    static Mishap notSent(int turn) {
        return new Mishap("the request is not sent", turn, wire -> new Delivery.NotSent("connection refused"));
    }

    static Mishap sentTooLate(int turn) {
        return new Mishap("the process sleeps before the first byte", turn, wire -> {
            wire.sleep();
            return wire.answered();
        });
    }

    static Mishap lostAndDone(int turn) {
        return new Mishap("the supplier executes the request, and its reply is cut", turn, wire -> {
            Delivery delivery = wire.answered();
            return delivery instanceof Delivery.Answered ? new Delivery.Lost("connection reset") : delivery;
        });
    }

    static Mishap lostAndNotDone(int turn) {
        return new Mishap(
                "the request is cut on its way, and nothing is executed",
                turn,
                wire -> new Delivery.Lost("connection reset"));
    }

    /** The supplier executes, and a proxy in front of it gives up. */
    static Mishap timedOut(int turn, int status) {
        return garbled(
                "the supplier executes the request, and a proxy answers " + status,
                turn,
                reply -> page(status, "Gateway Time-out"));
    }

    /** A page of a web server that has never heard of the protocol. */
    static Mishap page(int turn) {
        return new Mishap(
                "a web page with status 200 comes instead of a reply, and nothing is executed",
                turn,
                wire -> wire.answeredWithoutEffect(page(200, "Maintenance")));
    }

    static Mishap empty(int turn) {
        return new Mishap(
                "an empty reply with status 200 comes, and nothing is executed",
                turn,
                wire -> wire.answeredWithoutEffect(new WireReply(200, Map.of(), Bytes.EMPTY)));
    }

    static Mishap repeatedAndDone(int turn) {
        return new Mishap("the supplier executes the request, and the previous reply comes again", turn, wire -> {
            WireReply previous = wire.previous();
            Delivery delivery = wire.answered();
            return delivery instanceof Delivery.Answered ? new Delivery.Answered(previous, false) : delivery;
        });
    }

    static Mishap repeatedAndNotDone(int turn) {
        return new Mishap(
                "nothing is executed, and the previous reply comes again",
                turn,
                wire -> wire.answeredWithoutEffect(wire.previous()));
    }

    static Mishap garbled(String name, int turn, UnaryOperator<WireReply> garbling) {
        return new Mishap(name, turn, wire -> {
            Delivery delivery = wire.answered();
            return delivery instanceof Delivery.Answered answered
                    ? new Delivery.Answered(garbling.apply(answered.reply()), false)
                    : delivery;
        });
    }

    private static WireReply page(int status, String title) {
        return new WireReply(status, Map.of("Content-Type", "text/html"), Bytes.utf8(HTML.formatted(title, title)));
    }
}
