package dev.breakwater.subjects.plain;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders and answers when they are done. */
@RestController
class CancellationController {
    private final Cancellations cancellations;
    private final SupplierClient supplier;

    CancellationController(Cancellations cancellations, SupplierClient supplier) {
        this.cancellations = cancellations;
        this.supplier = supplier;
    }

    record Order(String bookingReference, String reason) {}

    record View(UUID id, String bookingReference, String status, String refund, BigDecimal amount, String currency) {}

    @PostMapping("/cancellations")
    View cancel(@RequestHeader("Idempotency-Key") String key, @RequestBody Order order)
            throws IOException, InterruptedException {
        UUID id = UUID.randomUUID();
        cancellations.accept(id, key, order.bookingReference());
        cancellations.inFlight(id);
        Answer answer = supplier.cancel(order.bookingReference(), order.reason());
        cancellations.done(id, answer);
        return new View(
                id, order.bookingReference(), answer.status(), answer.refund(), answer.amount(), answer.currency());
    }
}
