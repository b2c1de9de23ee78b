package dev.breakwater.sandbox.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A partner's own way to its file server. */
interface Dropbox {

    /** What the name of a file ends in while it is not whole. */
    String UNFINISHED = ".part";

    Duration TO_ANSWER = Duration.ofSeconds(10);

    /** Writes a file under a name that says it is not whole, and renames it then. */
    void upload(String path, byte[] content) throws IOException;

    /** What a file contains; empty while there is none. */
    Optional<byte[]> download(String path) throws IOException;
}
