package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documentation's pages lead to each other. */
final class LinksTest {
    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    private static final Path DOCS = HOME.resolve("docs");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private final Map<Path, String> pages = new TreeMap<>();

    /** @param anchor of a heading; empty for the whole page */
    private record Link(Path from, Path to, String anchor) {}

    @BeforeEach
    void read() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            List<Path> all = Stream.concat(Stream.of(HOME.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            for (Path page : all) {
                pages.put(page, CODE.matcher(Files.readString(page)).replaceAll(""));
            }
        }
    }

    @Test
    void everyLinkLeadsToSomething() {
        List<Link> broken = pages.keySet().stream()
                .flatMap(page -> links(page).stream())
                .filter(link -> !exists(link))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageCanBeReachedFromTheFirst() {
        Set<Path> reached = new TreeSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(DOCS.resolve("README.md")));
        while (!open.isEmpty()) {
            Path page = open.remove();
            if (pages.containsKey(page) && reached.add(page)) {
                links(page).forEach(link -> open.add(link.to()));
            }
        }

        assertThat(reached)
                .containsAll(pages.keySet().stream()
                        .filter(page -> page.startsWith(DOCS))
                        .toList());
    }

    private List<Link> links(Path page) {
        List<Link> links = new ArrayList<>();
        LINK.matcher(pages.get(page))
                .results()
                .filter(link -> !link.group(1).contains(":"))
                .forEach(link -> {
                    Path to = link.group(1).isEmpty()
                            ? page
                            : page.resolveSibling(link.group(1)).normalize();
                    links.add(new Link(page, to, link.group(2) == null ? "" : link.group(2)));
                });
        return links;
    }

    private boolean exists(Link link) {
        return Files.exists(link.to())
                && (link.anchor().isEmpty()
                        || HEADING.matcher(pages.getOrDefault(link.to(), ""))
                                .results()
                                .map(LinksTest::anchor)
                                .anyMatch(link.anchor()::equals));
    }

    /** As GitHub makes it. */
    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-');
    }
}
