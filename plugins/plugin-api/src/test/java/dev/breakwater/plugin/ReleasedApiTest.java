package dev.breakwater.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Plugins that were built against the last release still work: what it had is still there, and it demands nothing new. Whatever
 * breaks them stands in {@code breaks.txt}. With {@code -Dbreakwater.api.release} the API as it is becomes the last release, and
 * the list of breaks is emptied by hand.
 */
class ReleasedApiTest {
    private static final Path RELEASED = Path.of("src/test/resources/released-api.txt");
    private static final Path BREAKS = Path.of("src/test/resources/breaks.txt");
    private static final String DEMAND = "must be implemented: ";

    @Test
    void everyBreakWithTheLastReleaseIsListedAndNothingElse() throws Exception {
        Set<String> now = Signatures.of(PluginApi.class);
        assertThat(now).contains("interface " + SupplierPlugin.class.getName());
        if (System.getProperty("breakwater.api.release") != null) {
            Files.write(RELEASED, now, UTF_8);
        }

        assertThat(breaks(lines(RELEASED), now))
                .as("what breaks plugins that are built; take it back, or add it to breaks.txt with a line # why")
                .isEqualTo(lines(BREAKS));
    }

    @Test
    void aBreakIsWhatIsGoneAndWhatIsDemandedOfThoseWhoImplementIt() {
        Set<String> released = Signatures.of(Before.Api.class);
        Set<String> now = Signatures.of(After.Api.class).stream()
                .map(line -> line.replace("$After$", "$Before$"))
                .collect(toCollection(TreeSet::new));

        String api = Before.Api.class.getName();
        assertThat(breaks(released, now))
                .containsExactlyInAnyOrder(
                        DEMAND + "public void " + api + ".demanded()",
                        "public " + api + "$Values(int)",
                        "public int " + api + "$Values.one()",
                        "public static final " + api + "$Word " + api + "$Word.GONE");
    }

    private static Set<String> breaks(Set<String> released, Set<String> now) {
        Set<String> breaks = new TreeSet<>();
        released.stream()
                .filter(line -> !now.contains(line) && !line.startsWith(DEMAND))
                .forEach(breaks::add);
        now.stream()
                .filter(line -> line.startsWith(DEMAND) && !released.contains(line))
                .filter(line -> released.stream().anyMatch(old -> old.equals("interface " + owner(line))))
                .forEach(breaks::add);
        return breaks;
    }

    private static String owner(String demand) {
        String method = demand.substring(0, demand.indexOf('('));
        return method.substring(method.lastIndexOf(' ') + 1, method.lastIndexOf('.'));
    }

    private static Set<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, UTF_8).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(toCollection(TreeSet::new));
    }

    /** The public signatures of a package, or of what is nested in a type, one fact in each line. */
    private static final class Signatures {
        private final Set<String> lines = new TreeSet<>();

        static Set<String> of(Class<?> first) {
            Signatures signatures = new Signatures();
            if (first.isMemberClass()) {
                signatures.add(first);
                return signatures.lines;
            }
            try (Stream<Path> files = Files.list(folder(first))) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".class") && !name.contains("$") && !name.equals("package-info.class")) {
                        signatures.add(Class.forName(
                                first.getPackageName() + "." + name.substring(0, name.length() - ".class".length())));
                    }
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return signatures.lines;
        }

        private static Path folder(Class<?> type) throws URISyntaxException {
            Path classes = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return classes.resolve(type.getPackageName().replace('.', '/'));
        }

        private void add(Class<?> type) {
            if (!Modifier.isPublic(type.getModifiers()) && !type.isMemberClass()) {
                return;
            }
            String name = type.getTypeName();
            lines.add((type.isInterface()
                            ? "interface "
                            : type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ")
                    + name);
            Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                    .map(Type::getTypeName)
                    .forEach(parent -> lines.add(name + " is " + parent));
            members(type).forEach(lines::add);
            demands(type).forEach(lines::add);
            Arrays.stream(type.getDeclaredClasses())
                    .filter(nested -> Modifier.isPublic(nested.getModifiers()))
                    .forEach(this::add);
        }

        private static List<String> members(Class<?> type) {
            return Stream.of(
                            Arrays.stream(type.getDeclaredConstructors()).map(Constructor::toGenericString),
                            Arrays.stream(type.getDeclaredFields()).map(Field::toGenericString),
                            Arrays.stream(type.getDeclaredMethods())
                                    .filter(method -> !method.isSynthetic())
                                    .map(Signatures::signature))
                    .flatMap(signatures -> signatures)
                    .filter(signature -> signature.startsWith("public "))
                    .toList();
        }

        private static List<String> demands(Class<?> type) {
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method ->
                            type.isInterface() && !type.isSealed() && Modifier.isAbstract(method.getModifiers()))
                    .map(method -> DEMAND + signature(method))
                    .toList();
        }

        /** Whether a method is abstract is told apart. */
        private static String signature(Method method) {
            return method.toGenericString().replace(" abstract ", " ").replace(" default ", " ");
        }
    }

    private static final class Before {
        public interface Api {
            void kept();

            void becomesOptional();

            record Values(int one) {}

            enum Word {
                STAYS,
                GONE
            }
        }
    }

    private static final class After {
        public interface Api {
            void kept();

            void demanded();

            default void becomesOptional() {}

            default void comes() {}

            record Values(int other, String two) {}

            enum Word {
                STAYS,
                COMES
            }

            interface New {
                void whatever();
            }
        }
    }
}
