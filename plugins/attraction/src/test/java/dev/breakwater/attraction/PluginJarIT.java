package dev.breakwater.attraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierPlugin;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar as it is put into the plugins folder. */
class PluginJarIT {
    private static final Path JAR = Path.of(System.getProperty("breakwater.plugin.jar"));

    @Test
    void itNamesItselfInItsManifest() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-Id"))
                    .isEqualTo("attraction");
            assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-Version"))
                    .isNotBlank();
            assertThat(jar.getManifest().getMainAttributes().getValue("Plugin-Requires"))
                    .isEqualTo("1");
        }
    }

    @Test
    void itHoldsItsOwnClassesAndItsJsonParserAndNothingElse() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> classes = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();

            assertThat(classes).contains("com/grack/nanojson/JsonParser.class");
            assertThat(classes)
                    .allMatch(name ->
                            name.startsWith("dev/breakwater/attraction/") || name.startsWith("com/grack/nanojson/"));
        }
    }

    @Test
    void itRunsWithNothingButTheJdkAndThePluginApi() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, new ApiOnly())) {
            SupplierPlugin plugin =
                    ServiceLoader.load(SupplierPlugin.class, loader).findFirst().orElseThrow();
            assertThat(plugin.getClass().getClassLoader()).isSameAs(loader);

            SupplierProtocol octo = plugin.open(
                    new SupplierSettings("glass-tower", "octo", Currency.getInstance("EUR"), ZoneOffset.UTC, Map.of()));
            Step<?> step = octo.quote(ScriptedSupplier.quoteAt(ScriptedSupplier.NOW));
            Object answer = new ScriptedSupplier()
                    .on(ScriptedSupplier.LOOK, 200, Json.booking())
                    .lead(step);

            assertThat(answer).isInstanceOf(QuoteResult.Quoted.class);
        }
    }

    /** The platform's classes and those of plugin-api. */
    private static final class ApiOnly extends ClassLoader {
        private ApiOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.breakwater.plugin.")) {
                return PluginJarIT.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
