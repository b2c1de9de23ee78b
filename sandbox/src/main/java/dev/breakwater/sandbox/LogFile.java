package dev.breakwater.sandbox;

import java.nio.file.Path;

/** Sends what the libraries say to a file, warnings also to the screen. */
public final class LogFile {

    private LogFile() {}

    /** Takes effect only before the process has logged anything. */
    public static void use(Path file) {
        System.setProperty("logback.configurationFile", "sandbox-logback.xml");
        System.setProperty("breakwater.sandbox.log", file.toString());
    }
}
