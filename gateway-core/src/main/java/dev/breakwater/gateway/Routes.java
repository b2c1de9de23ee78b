package dev.breakwater.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The Camel routes and templates of a folder, loaded before anything asks for them. */
final class Routes {
    private Routes() {}

    /** @throws IllegalStateException if the folder or a file in it cannot be used; the message is for the operator */
    static CamelContext load(CamelContext camel, Path folder) {
        for (Path file : files(folder)) {
            try {
                Resource resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
                PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            } catch (Exception e) {
                throw new IllegalStateException("The route file " + file + " cannot be used: " + e.getMessage(), e);
            }
        }
        // Routes are made of templates from now on, and each is looked at as it stands.
        camel.start();
        return camel;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The folder of routes " + folder + " cannot be read; set BREAKWATER_ROUTES to the one with"
                            + " supplier-http.camel.yaml",
                    e);
        }
    }
}
