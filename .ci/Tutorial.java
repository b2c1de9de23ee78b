import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what docs/tutorial.md says, in a fresh clone, and compares what it says with what happens: {@code java .ci/Tutorial.java}.
 * Blocks of {@code sh} are typed into one terminal, those of {@code sh other} into another one, where they stay; a block of
 * {@code text} is what they print, with {@code …} for anything. {@code text fails}: the command has to fail.
 */
final class Tutorial {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)( other| fails)?\\n(.*?)^```$");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final String END = "@end-of-command@";
    private static final int PATIENCE = 180;

    /** A terminal that stays open. */
    private static final class Terminal implements AutoCloseable {
        private final Process shell;
        private final BufferedWriter in;
        private final BufferedReader out;
        private int status;

        Terminal(Path folder) throws IOException {
            shell = new ProcessBuilder("bash")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            in = new BufferedWriter(new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8));
            out = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        }

        /** What the commands print. */
        String type(String commands) throws IOException {
            in.write("{ " + commands + "\n} </dev/null\necho " + END + "$?\n");
            in.flush();
            StringBuilder printed = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.contains(END)) {
                    status = Integer.parseInt(line.substring(line.indexOf(END) + END.length()));
                    return printed.append(line, 0, line.indexOf(END)).toString();
                }
                printed.append(line).append('\n');
            }
            throw new IOException("the shell has ended");
        }

        @Override
        public void close() {
            shell.destroy();
        }
    }

    /** A terminal in which one command runs on. */
    private static final class Other implements AutoCloseable {
        private final Process process;
        private final StringBuffer printed = new StringBuffer();

        Other(Path folder, String command) throws IOException {
            process = new ProcessBuilder("bash", "-c", "exec " + command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            Thread reader = new Thread(() -> {
                try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    out.lines().forEach(line -> printed.append(line).append('\n'));
                } catch (IOException | UncheckedIOException ended) {
                    printed.append('\n');
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        void awaits(String expected) throws InterruptedException {
            for (int second = 0; !pattern(expected).matcher(printed).find(); second++) {
                if (second > PATIENCE || !process.isAlive()) {
                    throw new AssertionError(
                            "expected in the other terminal:\n" + expected + "\nand there was:\n" + printed);
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Pattern pattern(String expected) {
        StringBuilder regex = new StringBuilder();
        for (String part : expected.strip().split("…", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*?").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    public static void main(String[] arguments) throws Exception {
        Path room = Files.createTempDirectory("tutorial");
        Path clone = room.resolve("breakwater");
        Process git = new ProcessBuilder(
                        "git", "clone", "-q", Path.of("").toAbsolutePath().toString(), clone.toString())
                .inheritIO()
                .start();
        if (git.waitFor() != 0) {
            throw new IOException("start this in the folder of the repository");
        }
        long start = System.nanoTime();
        List<Other> others = new ArrayList<>();
        try (Terminal terminal = new Terminal(clone)) {
            follow(Files.readString(clone.resolve("docs/tutorial.md")), terminal, others);
        } finally {
            others.forEach(Other::close);
        }
        System.out.printf(
                "The tutorial holds. It took %d s, in %s%n", (System.nanoTime() - start) / 1_000_000_000, room);
    }

    private static void follow(String page, Terminal terminal, List<Other> others) throws Exception {
        Matcher block = BLOCK.matcher(page);
        String printed = "";
        boolean failed = false;
        while (block.find()) {
            String kind = block.group(1) + (block.group(2) == null ? "" : block.group(2));
            String content = block.group(3);
            switch (kind) {
                case "sh" -> {
                    require(!failed, "this failed, and the page does not say so", printed);
                    System.out.println(
                            "$ " + content.strip().lines().findFirst().orElse("") + " …");
                    printed = COLOUR.matcher(terminal.type(content)).replaceAll("");
                    failed = terminal.status != 0;
                }
                case "sh other" -> {
                    Path folder = Path.of(terminal.type("pwd").strip());
                    others.add(new Other(folder, content));
                }
                case "text other" -> others.get(others.size() - 1).awaits(content);
                default -> {
                    require(failed == kind.equals("text fails"), "it should end otherwise", printed);
                    require(pattern(content).matcher(printed.strip()).matches(), "expected:\n" + content, printed);
                    failed = false;
                }
            }
        }
        require(!failed, "this failed, and the page does not say so", printed);
    }

    private static void require(boolean holds, String problem, String printed) {
        if (!holds) {
            throw new AssertionError(problem + "\nand there was:\n" + printed);
        }
    }
}
