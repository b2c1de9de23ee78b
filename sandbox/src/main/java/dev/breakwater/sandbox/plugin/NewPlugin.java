package dev.breakwater.sandbox.plugin;

import dev.breakwater.sandbox.Command;
import dev.breakwater.sandbox.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a new plugin out of the template. */
public final class NewPlugin implements Command {
    private static final String TYPE = "--type";

    @Override
    public String name() {
        return "plugin-new";
    }

    @Override
    public String summary() {
        return "make a new plugin out of the template";
    }

    @Override
    public String help() {
        return """
                Copies the template under a new name into a folder of its own, with the plugin API and the contract
                kit beside it: mvn verify is green at once.

                Usage: breakwater plugin new NAME --type TYPE [--dir DIR]
                  NAME         the plugin's id: small letters, digits and dashes, such as blue-coach
                  --type TYPE  what sort of suppliers it is for, such as coach
                  --dir DIR    a folder that is not there yet, or empty, outside of Breakwater's (default: ./NAME)
                """;
    }

    @Override
    public int run(List<String> arguments, PrintStream out) throws IOException {
        Options options =
                Options.parse(arguments, Set.of(TYPE, Options.DIR), Set.of()).withWords("NAME");
        String name = options.words().get(0);
        Template template = new Template(
                name, options.value(TYPE).orElseThrow(() -> new UsageException("--type TYPE is missing.")));
        make(template, Home.path(), Options.path(options.value(Options.DIR).orElse(name)));
        out.println("""
                %s is there. Next:
                  cd %s
                  mvn verify                builds it and tries it by the contract; green as it is
                  breakwater plugin run     a gateway with this plugin and a simulated supplier
                README.md tells what to change first.
                """.formatted(name, options.value(Options.DIR).orElse(name)).stripTrailing());
        return 0;
    }

    static void make(Template template, Path home, Path folder) throws IOException {
        if (Files.exists(home.resolve("plugins").resolve(template.name()))) {
            throw new UsageException(
                    template.name() + " is the name of something that comes with Breakwater. Choose another NAME.");
        }
        if (folder.startsWith(home)) {
            throw new UsageException(folder + " is inside of Breakwater's own folder. Name one elsewhere with --dir.");
        }
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new UsageException(folder + " is there already and is not empty. Name another folder with --dir.");
        }
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                throw new UsageException(above + " is no folder. Name another one with --dir.");
            }
        }
        Kit kit = Kit.of(home);
        template.copy(home.resolve("plugins/template"), folder);
        kit.refresh(folder);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
