package dev.breakwater.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts simulators and file servers on their fixed ports and stays until it is told to stop. */
final class SandboxCommand implements Command {

    private static final String DEFAULT_FOLDER = "var/sandbox";

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String summary() {
        return "start the simulated suppliers and the partners' file servers";
    }

    @Override
    public String help() {
        return """
                Starts the simulated suppliers (OCTO, OSDM, NDC, Rapid, OTA) and the partners' file servers (FTP, SFTP)
                on fixed ports of 127.0.0.1, writes the configuration a gateway needs to talk to them, and stays until
                it is stopped with Ctrl-C or SIGTERM.

                Usage: breakwater sandbox [--dir DIR] [--pace quick|normal]
                  --dir DIR    where configuration, keys, partners' files and log go (default: %s)
                  --pace PACE  quick: the gateway settles doubt within seconds (default); normal: within minutes
                """.formatted(DEFAULT_FOLDER);
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = Options.parse(arguments);
        LogFile.use(options.folder().resolve("sandbox.log"));
        Sandbox sandbox =
                Sandbox.start(SandboxSettings.onFixedPorts(options.folder()).withPace(options.pace()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox, out), "sandbox-shutdown"));
        out.print(new Welcome(sandbox).text());
        out.println("The sandbox is up. Stop it with Ctrl-C. Log: "
                + options.folder().resolve("sandbox.log"));
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(Sandbox sandbox, PrintStream out) {
        sandbox.close();
        out.println("The sandbox has stopped.");
    }

    private record Options(Path folder, Pace pace) {

        static Options parse(List<String> arguments) {
            Options options = new Options(Path.of(DEFAULT_FOLDER), Pace.QUICK);
            for (int i = 0; i < arguments.size(); i += 2) {
                String name = arguments.get(i);
                if (i + 1 == arguments.size()) {
                    throw new UsageException("Option " + name + " is unknown or lacks its value.");
                }
                options = options.with(name, arguments.get(i + 1));
            }
            return options;
        }

        private Options with(String name, String value) {
            return switch (name) {
                case "--dir" -> new Options(Path.of(value), pace);
                case "--pace" -> new Options(folder, pace(value));
                default -> throw new UsageException("There is no option " + name + ".");
            };
        }

        private static Pace pace(String value) {
            return switch (value) {
                case "quick" -> Pace.QUICK;
                case "normal" -> Pace.NORMAL;
                default -> throw new UsageException("--pace is quick or normal, not " + value + ".");
            };
        }
    }
}
