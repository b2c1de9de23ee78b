package dev.breakwater.sandbox;

import java.io.PrintStream;
import java.util.List;

/** One subcommand of {@link Main}. */
public interface Command {

    /** The word on the command line. */
    String name();

    /** What it does, in one line. */
    String summary();

    /** What {@code --help} prints. */
    String help();

    /**
     * Does its work.
     *
     * @return the exit status of the process
     * @throws UsageException when the arguments make no sense
     * @throws Exception when it fails; its message is shown to the user
     */
    int run(List<String> arguments, PrintStream out) throws Exception;
}
