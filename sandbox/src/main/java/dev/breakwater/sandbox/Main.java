package dev.breakwater.sandbox;

import dev.breakwater.sandbox.demo.DemoCommand;
import dev.breakwater.sandbox.drill.DrillCommand;
import dev.breakwater.sandbox.plugin.NewPlugin;
import dev.breakwater.sandbox.plugin.PackPlugin;
import dev.breakwater.sandbox.plugin.ProbePlugin;
import dev.breakwater.sandbox.plugin.RunPlugin;
import dev.breakwater.sandbox.plugin.TestPlugin;
import dev.breakwater.sandbox.plugin.VerifyPlugin;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sandbox's command line: a table of subcommands. */
public final class Main {

    private static final List<Command> COMMANDS = List.of(
            new SandboxCommand(),
            new DemoCommand(),
            new DrillCommand(),
            new BenchCommand(),
            new NewPlugin(),
            new TestPlugin(),
            new RunPlugin(),
            new ProbePlugin(),
            new PackPlugin(),
            new VerifyPlugin());
    private static final int FAILURE = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        Optional<Command> command =
                COMMANDS.stream().filter(known -> known.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            boolean askedForHelp = name.equals("--help") || name.equals("-h");
            (askedForHelp ? out : err).print(overview());
            return askedForHelp ? 0 : WRONG_USAGE;
        }
        return run(command.get(), arguments.subList(1, arguments.size()), out, err);
    }

    private static int run(Command command, List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(command.help());
            return 0;
        }
        try {
            return command.run(arguments, out);
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            command.help().lines().filter(line -> line.startsWith("Usage:")).forEach(err::println);
            err.println("It explains itself with --help.");
            return WRONG_USAGE;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILURE;
        } catch (Exception failure) {
            err.println(reason(failure));
            return FAILURE;
        }
    }

    /** The exceptions of files name the file, and nothing else. */
    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there.";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "There is no permission for " + denied.getFile() + ".";
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is in the way.";
        }
        return Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
    }

    private static String overview() {
        return COMMANDS.stream()
                .map(command -> "  %-13s %s%n".formatted(command.name(), command.summary()))
                .collect(Collectors.joining("", "Commands (each explains itself with --help):%n".formatted(), ""));
    }
}
