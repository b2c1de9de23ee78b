package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.partnerfile.Condition.Road;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/** Watches one consumer: what fails is told in one line, and tried again with the next poll. */
final class Polls implements PollingConsumerPollStrategy, ExceptionHandler {
    private final Condition condition;
    private final Road poll;
    private final Road file;
    private final Stop stop;
    private volatile Throwable failure;
    private boolean failedBefore;

    /**
     * @param poll what fails when the folder cannot be looked at
     * @param file what fails when one file makes trouble
     */
    Polls(Condition condition, Road poll, Road file, Stop stop) {
        this.condition = condition;
        this.poll = poll;
        this.file = file;
        this.stop = stop;
    }

    /** The same work; Camel does not tell its exception handlers of what fails within a route. */
    Processor watched(Processor work) {
        return exchange -> {
            try {
                work.process(exchange);
            } catch (Exception thrown) {
                handleException(thrown);
                throw thrown;
            }
        };
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        failure = null;
        return !stop.isAsked();
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        condition.works(poll);
        Throwable failed = failure;
        if (failed == null) {
            condition.works(file);
        } else if (failedBefore && !stop.isAsked()) {
            // Once is no news: another member may have been quicker.
            condition.fails(file, failed);
        }
        failedBefore = failed != null;
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        if (!stop.isAsked()) {
            condition.fails(poll, cause);
        }
        return false;
    }

    @Override
    public void handleException(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void handleException(String message, Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable thrown) {
        failure = thrown;
    }
}
