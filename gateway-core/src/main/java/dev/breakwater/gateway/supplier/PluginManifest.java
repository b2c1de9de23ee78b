package dev.breakwater.gateway.supplier;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.PluginApi;
import dev.breakwater.plugin.SupplierPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * What the manifest of a plugin's jar says.
 *
 * @param id {@code Plugin-Id}
 * @param version {@code Plugin-Version}
 * @param requires {@code Plugin-Requires}
 */
record PluginManifest(String id, String version, String requires) {
    static final String ID = "[a-z][a-z0-9-]{0,62}";
    static final String VERSION = "[0-9]{1,9}(\\.[0-9]{1,9}){0,3}(-[0-9A-Za-z.-]{1,60})?";

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");
    private static final Pattern CLASS_OF_THE_GATEWAY =
            Pattern.compile("(META-INF/versions/[0-9]+/)?dev/breakwater/(plugin|gateway)/.*\\.class");
    private static final String SERVICE = "META-INF/services/" + SupplierPlugin.class.getName();
    private static final int LARGEST_SERVICE_FILE = 10_000;

    String key() {
        return id + "@" + version;
    }

    /** The id that the manifest claims, or nothing. For messages about a jar that is broken otherwise. */
    static String claimedId(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            String id = manifest == null ? null : manifest.getMainAttributes().getValue("Plugin-Id");
            return id != null && id.matches(ID) ? id : "";
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    /**
     * Looks at a jar without loading any class of it.
     *
     * @throws PluginException if it breaks rules; it names all of them
     */
    static PluginManifest inspect(Path jar) throws PluginException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                throw new PluginException(
                        "it has no META-INF/MANIFEST.MF with Plugin-Id, Plugin-Version and" + " Plugin-Requires");
            }
            List<String> broken = new ArrayList<>();
            checkEntries(manifest.getMainAttributes(), broken);
            checkClasses(file, broken);
            checkService(file, broken);
            if (!broken.isEmpty()) {
                throw new PluginException(String.join("; ", broken));
            }
            Attributes entries = manifest.getMainAttributes();
            return new PluginManifest(
                    entries.getValue("Plugin-Id"),
                    entries.getValue("Plugin-Version"),
                    entries.getValue("Plugin-Requires"));
        } catch (ZipException e) {
            throw new PluginException("it is not a jar: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new PluginException("it cannot be read: " + PluginException.describe(e));
        }
    }

    private static void checkEntries(Attributes entries, List<String> broken) {
        checkEntry(entries, "Plugin-Id", ID, "small letters, digits and dashes", broken);
        checkEntry(entries, "Plugin-Version", VERSION, "numbers with dots, such as 1.2.0 or 1.2.0-rc1", broken);
        if (checkEntry(
                entries,
                "Plugin-Requires",
                RANGE.pattern(),
                "a version of the plugin API, such as 1, or a range, such as 1-2",
                broken)) {
            String range = entries.getValue("Plugin-Requires");
            if (!covers(range, PluginApi.VERSION)) {
                broken.add("it requires version " + range + " of the plugin API, and this gateway has version "
                        + PluginApi.VERSION);
            }
        }
        if (entries.getValue(Attributes.Name.CLASS_PATH) != null) {
            broken.add("its manifest has a Class-Path, which would reach out of the jar");
        }
    }

    private static boolean checkEntry(
            Attributes entries, String name, String form, String expected, List<String> broken) {
        String value = entries.getValue(name);
        if (value == null) {
            broken.add("its manifest has no " + name);
        } else if (!value.matches(form)) {
            broken.add("its manifest's " + name + " is not " + expected);
        }
        return value != null && value.matches(form);
    }

    private static boolean covers(String range, int version) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            return false;
        }
        int least = Integer.parseInt(matcher.group(1));
        int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
        return least <= version && version <= most;
    }

    private static void checkClasses(JarFile jar, List<String> broken) {
        jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> CLASS_OF_THE_GATEWAY.matcher(name).matches())
                .findFirst()
                .ifPresent(
                        name -> broken.add(
                                "it holds " + className(name)
                                        + ", a class of the gateway or of the plugin API; build it with the API as a provided dependency"));
    }

    private static String className(String entry) {
        return entry.replaceFirst("^META-INF/versions/[0-9]+/", "")
                .replaceFirst("\\.class$", "")
                .replace('/', '.');
    }

    private static void checkService(JarFile jar, List<String> broken) throws IOException {
        ZipEntry entry = jar.getEntry(SERVICE);
        List<String> providers = entry == null ? List.of() : providers(jar, entry);
        if (providers.isEmpty()) {
            broken.add("it names no plugin class: " + SERVICE + (entry == null ? " is missing" : " is empty"));
        } else if (providers.size() > 1) {
            broken.add("it names more than one plugin class in " + SERVICE + ": " + String.join(", ", providers));
        } else if (jar.getEntry(providers.get(0).replace('.', '/') + ".class") == null) {
            broken.add("it names the plugin class " + providers.get(0) + ", which is not in the jar");
        }
    }

    private static List<String> providers(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            String text = new String(in.readNBytes(LARGEST_SERVICE_FILE), UTF_8);
            return text.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
