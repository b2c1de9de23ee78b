package dev.breakwater.sandbox.simulator;

import com.github.tomakehurst.wiremock.common.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** WireMock's own messages, in our log instead of on the screen. */
final class LoggingNotifier implements Notifier {

    private static final Logger log = LoggerFactory.getLogger(SupplierSimulator.class);

    @Override
    public void info(String message) {
        log.debug(message);
    }

    @Override
    public void error(String message) {
        log.warn(message);
    }

    @Override
    public void error(String message, Throwable cause) {
        log.warn(message, cause);
    }
}
