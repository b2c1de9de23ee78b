package dev.breakwater.testkit;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Exchange;
import dev.breakwater.gateway.conversation.Operation;
import dev.breakwater.gateway.conversation.Outcome;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation, as it went.
 *
 * @param scene how the supplier stood before and stands after it, for people
 * @param asked everything the plugin asked for, whether or not it was sent
 */
record Run<O>(Operation operation, String scene, Mishap mishap, List<WireRequest> asked, Outcome<O> outcome) {
    private static final int LONGEST_BODY = 3_000;

    /** What the plugin answered, if it came to an answer. */
    Optional<O> answer() {
        return outcome instanceof Outcome.Answered<O> answered ? Optional.of(answered.value()) : Optional.empty();
    }

    /** The answer, if it is of this type. */
    <T> Optional<T> answer(Class<T> type) {
        return answer().filter(type::isInstance).map(type::cast);
    }

    /** How often something was exchanged with the supplier. */
    int turns() {
        return outcome.exchanges().size();
    }

    /** Everything sent, as text. */
    String sent() {
        StringBuilder text = new StringBuilder();
        for (WireRequest request : asked) {
            text.append(head(request)).append('\n').append(text(request.body())).append('\n');
        }
        return text.toString();
    }

    Violation breaks(Rule rule, String problem) {
        return breaks(rule, problem, null);
    }

    Violation breaks(Rule rule, String problem, Throwable cause) {
        return new Violation(rule, problem, evidence(), cause);
    }

    private String evidence() {
        StringBuilder text = new StringBuilder();
        text.append("When: ").append(operation).append(", the supplier ").append(scene);
        text.append(", ").append(mishap.name());
        if (mishap.turn() >= 0) {
            text.append(" (request ").append(mishap.turn() + 1).append(')');
        }
        text.append('\n');
        int number = 1;
        for (Exchange exchange : outcome.exchanges()) {
            WireRequest request = exchange.request();
            text.append("  ")
                    .append(number++)
                    .append(". ")
                    .append(head(request))
                    .append('\n');
            append(text, request.body());
            text.append("     <- ").append(told(exchange.delivery())).append('\n');
            if (exchange.delivery() instanceof Delivery.Answered answered) {
                append(text, answered.reply().body());
            }
        }
        text.append("Outcome: ").append(answer().map(Object::toString).orElseGet(this::withoutAnswer));
        return text.append('\n').toString();
    }

    private String withoutAnswer() {
        if (outcome instanceof Outcome.NotDone<O> notDone) {
            return "NotDone, " + notDone.cause() + ": " + notDone.detail();
        }
        if (outcome instanceof Outcome.InDoubt<O> doubt) {
            return "InDoubt, " + doubt.doubt() + ": " + doubt.detail();
        }
        if (outcome instanceof Outcome.Broken<O> broken) {
            return "Broken: " + broken.detail();
        }
        return outcome.getClass().getSimpleName();
    }

    private static String head(WireRequest request) {
        return request.kind() + " " + request.method() + " " + request.path() + headers(request.headers());
    }

    private static String headers(Map<String, String> headers) {
        return headers.isEmpty() ? "" : " " + headers;
    }

    private static String told(Delivery delivery) {
        if (delivery instanceof Delivery.Answered answered) {
            WireReply reply = answered.reply();
            return reply.status() + headers(reply.headers());
        }
        return delivery.toString();
    }

    private static void append(StringBuilder text, Bytes body) {
        if (!body.isEmpty()) {
            text.append("     ").append(text(body).replace("\n", "\n     ")).append('\n');
        }
    }

    private static String text(Bytes body) {
        String text = body.text(StandardCharsets.UTF_8);
        return text.length() <= LONGEST_BODY
                ? text
                : text.substring(0, LONGEST_BODY) + "… (" + body.length() + " bytes)";
    }
}
