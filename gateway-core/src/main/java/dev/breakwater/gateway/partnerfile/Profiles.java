package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.config.FolderWatch;
import dev.breakwater.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The partners as configured now. A file that has become wrong leaves its partner as it was, until it is right or removed. */
final class Profiles {
    private final Path folder;
    private final ProfileReader reader;
    private final FolderWatch watch = new FolderWatch();
    private Set<Path> references = Set.of();
    private Map<String, Profile> profiles = Map.of();
    private volatile List<Problem> problems = List.of();

    /** @param config the folder of the configuration, the parent of {@code partners} */
    Profiles(Path config, Function<String, String> env) {
        this.folder = config.resolve("partners");
        this.reader = new ProfileReader(config, env);
    }

    /** Every partner by its id, after reading all files again. */
    Map<String, Profile> read() throws IOException {
        List<Path> files = files();
        watch.take(watched(files));
        List<Problem> found = new ArrayList<>();
        Set<Path> referenced = new LinkedHashSet<>();
        Map<String, Profile> now = new TreeMap<>();
        for (Path file : files) {
            if (!file.toString().endsWith(".yaml")) {
                found.add(Problem.of("partners/" + file.getFileName(), "is not read; name it .yaml"));
                continue;
            }
            ProfileReader.Result result = reader.read(file);
            referenced.addAll(result.references());
            found.addAll(result.problems());
            String id = ProfileReader.idOf(file);
            result.profile().or(() -> Optional.ofNullable(profiles.get(id))).ifPresent(profile -> now.put(id, profile));
        }
        references = Set.copyOf(referenced);
        problems = List.copyOf(found);
        profiles = now;
        return Map.copyOf(now);
    }

    /** The same if something has changed and come to rest since they were read. */
    Optional<Map<String, Profile>> readIfChanged() throws IOException {
        return watch.settledChange(watched(files())) ? Optional.of(read()) : Optional.empty();
    }

    /** What is wrong with the files. */
    List<Problem> problems() {
        return problems;
    }

    private Set<Path> watched(List<Path> files) {
        Set<Path> watched = new HashSet<>(references);
        watched.addAll(files);
        return watched;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }
}
