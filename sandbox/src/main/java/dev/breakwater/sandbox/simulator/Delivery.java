package dev.breakwater.sandbox.simulator;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;

/** How a reply travels back, or fails to. */
enum Delivery {
    PROMPT {
        @Override
        ResponseDefinitionBuilder deliver(Reply reply, String reference, Timing timing) {
            return reply.toResponse();
        }
    },
    SLOW {
        @Override
        ResponseDefinitionBuilder deliver(Reply reply, String reference, Timing timing) {
            return reply.toResponse().withFixedDelay(milliseconds(timing.slow()));
        }
    },
    HELD {
        @Override
        ResponseDefinitionBuilder deliver(Reply reply, String reference, Timing timing) {
            return reply.toResponse()
                    .withFixedDelay(milliseconds(timing.hold()))
                    .withFault(Fault.EMPTY_RESPONSE);
        }
    },
    GARBAGE {
        @Override
        ResponseDefinitionBuilder deliver(Reply reply, String reference, Timing timing) {
            return reply.garbled(reference).toResponse();
        }
    },
    RESET {
        @Override
        ResponseDefinitionBuilder deliver(Reply reply, String reference, Timing timing) {
            return reply.toResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
        }
    };

    abstract ResponseDefinitionBuilder deliver(Reply reply, String reference, Timing timing);

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
