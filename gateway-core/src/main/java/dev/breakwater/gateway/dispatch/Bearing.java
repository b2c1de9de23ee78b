package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Delivery;
import java.time.Duration;

/** What an exchange tells about the supplier, whatever it was about. */
enum Bearing {
    /** It answers. */
    WELL,
    /** It answers that it is too much. */
    TOO_MUCH,
    /** It cannot be reached, loses requests, fails, or takes too long. */
    FAILED,
    /** Nothing: nobody tried to reach it. */
    UNTOLD;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** @param longest what takes longer counts as failed, even if it is answered */
    static Bearing of(Delivery delivery, Duration took, Duration longest) {
        if (delivery instanceof Delivery.NotSent notSent) {
            return notSent.unreachable() ? FAILED : UNTOLD;
        }
        if (!(delivery instanceof Delivery.Answered answered)) {
            return FAILED;
        }
        int status = answered.reply().status();
        if (status == TOO_MANY_REQUESTS) {
            return TOO_MUCH;
        }
        return status >= SERVER_ERROR || took.compareTo(longest) > 0 ? FAILED : WELL;
    }

    /** For people; nothing of what was said is in it. */
    static String describe(Delivery delivery, Duration took) {
        if (delivery instanceof Delivery.NotSent notSent) {
            return notSent.cause();
        }
        if (delivery instanceof Delivery.Lost lost) {
            return lost.cause();
        }
        return "HTTP " + ((Delivery.Answered) delivery).reply().status() + " after " + took.toMillis() + " ms";
    }
}
