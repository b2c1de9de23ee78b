package dev.breakwater.plugin;

/**
 * Reads what a supplier sends by itself. A push is a hint and never proof: it comes late, twice, out of order, from anybody.
 * The gateway keeps it, answers, and looks the bookings up that it names.
 */
public interface PushReader {
    /**
     * A pure function. Whether the sender may push at all is the gateway's affair.
     *
     * @throws IllegalArgumentException if this is no message of the protocol; the sender is answered 400 with this text
     */
    Pushed read(Push push);
}
