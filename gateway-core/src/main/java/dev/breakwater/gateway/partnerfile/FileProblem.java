package dev.breakwater.gateway.partnerfile;

/** A file cannot be used as a whole; nothing of it is executed. The message is for the partner. */
final class FileProblem extends Exception {
    private static final long serialVersionUID = 1L;

    FileProblem(String message) {
        super(message, null, false, false);
    }
}
