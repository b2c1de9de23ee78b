package dev.breakwater.gateway.cancellation;

import java.util.stream.Stream;

/** A newer version of the gateway wrote words into a cancellation that this one does not know, and goes on with it. */
public final class WrittenByNewer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WrittenByNewer(Cancellation cancellation) {
        super(cancellation.id() + " was written by a newer version, and is left to it");
    }

    static Cancellation refuse(Cancellation read) {
        Stream<StatusReason> words = Stream.concat(
                Stream.of(read.reason()), read.progress().units().stream().map(UnitProgress::reason));
        if (words.anyMatch(StatusReason.UNRECOGNISED::equals)) {
            throw new WrittenByNewer(read);
        }
        return read;
    }
}
