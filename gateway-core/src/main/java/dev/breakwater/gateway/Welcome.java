package dev.breakwater.gateway;

import dev.breakwater.gateway.api.Callers;
import dev.breakwater.gateway.partnerfile.PartnerFiles;
import dev.breakwater.gateway.supplier.Supplier;
import dev.breakwater.gateway.supplier.Suppliers;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.stereotype.Component;

/** What an operator reads when the gateway has started. */
@Component
class Welcome {
    private final GatewaySettings settings;
    private final Suppliers suppliers;
    private final Callers callers;
    private final PartnerFiles partnerFiles;
    private final ServletWebServerApplicationContext server;

    Welcome(
            GatewaySettings settings,
            Suppliers suppliers,
            Callers callers,
            PartnerFiles partnerFiles,
            ServletWebServerApplicationContext server) {
        this.settings = settings;
        this.suppliers = suppliers;
        this.callers = callers;
        this.partnerFiles = partnerFiles;
        this.server = server;
    }

    void print() {
        String url = "http://127.0.0.1:" + server.getWebServer().getPort();
        Collection<Supplier> all = suppliers.all();
        say("Breakwater is ready.");
        say("  API          " + url + "/v1/cancellations");
        say("  API by hand  " + url + "/swagger-ui.html");
        say("  health       " + url + "/actuator/health");
        say("  config       " + settings.config());
        say("  log          " + settings.data().resolve("gateway.log"));
        if (settings.trust().unsignedToo()) {
            say("  WARNING      plugins that nobody signed are loaded (BREAKWATER_UNSIGNED_PLUGINS=allow)");
        }
        if (all.isEmpty()) {
            say("  suppliers    none; put files into " + settings.config().resolve("suppliers"));
        }
        for (Supplier supplier : all) {
            say("  supplier     " + supplier.id()
                    + supplier.connection()
                            .map(connection -> " (" + connection.pluginId() + " " + connection.pluginVersion() + ", "
                                    + connection.info().name() + ")")
                            .orElse(" without plugin: " + supplier.withoutPlugin()));
        }
        partnerFiles.partners().forEach(partner -> say("  partner      " + partner.partner()));
        Stream.of(suppliers.problems(), partnerFiles.problems(), callers.problems())
                .flatMap(List::stream)
                .forEach(problem -> say("  PROBLEM      " + problem));
        callers.generatedKey()
                .ifPresent(key -> say("  operator key " + key + "\n"
                        + "               (made for this run, because there is no callers.yaml; shown only now)"));
        say("Stop with Ctrl-C.");
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
