package dev.breakwater.gateway.supplier;

import java.io.IOException;

/** The supplier answers with more bytes than any protocol needs. */
final class ReplyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    ReplyTooLargeException() {
        super("the reply is larger than 5 MiB");
    }
}
