package dev.breakwater.sandbox.partner;

import java.io.IOException;

/** A file server that a partner drops files on. */
public interface PartnerServer extends AutoCloseable {

    /** Where all of them listen. */
    String HOST = "127.0.0.1";

    void start() throws Exception;

    /** The port it listens on, once started. */
    int port();

    PartnerAccount account();

    @Override
    void close() throws IOException;
}
