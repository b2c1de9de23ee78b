package dev.breakwater.sandbox.plugin;

import java.nio.file.Path;
import java.util.Optional;

/** Where Breakwater itself is. */
final class Home {
    private Home() {}

    /** As the launcher says. */
    static Path path() {
        return Options.path(
                Optional.ofNullable(System.getenv("BREAKWATER_HOME")).orElse(""));
    }
}
