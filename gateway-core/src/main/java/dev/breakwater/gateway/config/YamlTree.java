package dev.breakwater.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/** Reads a file into YAML's tree of nodes, which knows lines and the text as written. No object is ever built from it. */
final class YamlTree {
    private static final int LARGEST_FILE = 1_000_000;
    private static final int DEEPEST = 20;

    private final String name;
    private final Consumer<Problem> problems;

    private YamlTree(String name, Consumer<Problem> problems) {
        this.name = name;
        this.problems = problems;
    }

    /** The root, or nothing if the file is empty or cannot be read, which is reported. */
    static Optional<Node> read(Path file, String name, Consumer<Problem> problems) {
        YamlTree tree = new YamlTree(name, problems);
        try {
            return tree.parse(text(file));
        } catch (NoSuchFileException e) {
            tree.report(0, "is not there");
        } catch (CharacterCodingException e) {
            tree.report(0, "is not valid UTF-8");
        } catch (IOException e) {
            tree.report(0, "cannot be read: " + e.getMessage());
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            tree.report(line, "is not valid YAML: " + e.getProblem() + hint(e.getProblemMark()));
        } catch (YAMLException e) {
            tree.report(0, "is not valid YAML, or too deep, or has characters that YAML does not allow");
        }
        return Optional.empty();
    }

    private static String hint(Mark mark) {
        boolean reference = mark != null && String.valueOf(mark.get_snippet()).contains("${");
        return reference ? "; inside { } or [ ] a reference has to be quoted: \"${…}\"" : "";
    }

    private Optional<Node> parse(String text) {
        return plain(text) ? Optional.ofNullable(yaml().compose(new StringReader(text))) : Optional.empty();
    }

    private boolean plain(String text) {
        boolean plain = true;
        for (Event event : yaml().parse(new StringReader(text))) {
            if (event instanceof NodeEvent node && (node instanceof AliasEvent || node.getAnchor() != null)) {
                report(line(event), "uses an anchor or alias; write the value out where it is needed");
                plain = false;
            }
            if (tag(event) != null) {
                report(line(event), "uses a tag; only plain sections, lists and values are allowed");
                plain = false;
            }
        }
        return plain;
    }

    private static String tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : null;
    }

    private void report(int line, String sentence) {
        problems.accept(new Problem(name, "", line, sentence));
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException("it is larger than " + LARGEST_FILE + " bytes");
        }
        String text = UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        return new Yaml(
                new SafeConstructor(options), new Representer(new DumperOptions()), new DumperOptions(), options);
    }
}
