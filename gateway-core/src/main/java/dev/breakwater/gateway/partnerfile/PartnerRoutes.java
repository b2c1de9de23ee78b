package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.partnerfile.Profile.Login;
import dev.breakwater.gateway.partnerfile.Profile.Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.model.ModelCamelContext;

/** The roads to and from one partner: three routes, made from the templates of {@code routes/partner-*.camel.yaml}. */
final class PartnerRoutes implements AutoCloseable {
    private static final List<String> TEMPLATES = List.of("partner-outbox", "partner-inbox", "partner-claim");
    private static final long DRAIN_SECONDS = 10;

    private final ModelCamelContext context;
    private final Profile profile;
    private final String node;
    private final List<String> beans = new ArrayList<>();
    private final List<String> routes = new ArrayList<>();
    private final Set<String> adopted = new TreeSet<>();
    private Producer outbox;

    /** What the routes hand files to, and tell what fails. */
    record Parts(Arrivals arrivals, Processor incoming, Polls claimWatch, Polls inboxWatch) {}

    /**
     * Makes and starts the routes. It does not need the partner's server to be there.
     *
     * @throws IllegalStateException if a template is missing or cannot be used
     */
    PartnerRoutes(CamelContext context, Profile profile, String node, Parts parts) {
        this.context = (ModelCamelContext) context;
        this.profile = profile;
        this.node = node;
        try {
            requireTemplates(this.context);
            bind("arrivals", parts.arrivals());
            bind("claims", (GenericFileFilter<Object>) PartnerRoutes::isClaim);
            bind("incoming", parts.incoming());
            bind("claim-watch", parts.claimWatch());
            bind("inbox-watch", parts.inboxWatch());
            if (profile.server().login() instanceof Login.PrivateKey login) {
                bind("key", login.key().getBytes(StandardCharsets.UTF_8));
            }
            add("partner-outbox", template("partner-outbox"));
            outbox = producer();
            add(
                    "partner-inbox",
                    consumer("partner-inbox", "inbox-watch")
                            .parameter("claims", bean("claims"))
                            .parameter("incoming", bean("incoming")));
            add("partner-claim", consumer("partner-claim", "claim-watch").parameter("arrivals", bean("arrivals")));
        } catch (Exception failure) {
            close();
            throw new IllegalStateException(
                    "The routes of partner " + profile.id() + " do not start: " + failure.getMessage(), failure);
        }
    }

    /** @throws IllegalStateException if one is not there */
    static void requireTemplates(CamelContext context) {
        for (String template : TEMPLATES) {
            if (((ModelCamelContext) context).getRouteTemplateDefinition(template) == null) {
                throw new IllegalStateException("The route template '" + template + "' is missing.");
            }
        }
    }

    /** There is a file of that name in {@code out/}. */
    static final class NameTaken extends Exception {
        private static final long serialVersionUID = 1L;

        private NameTaken(String name) {
            super(name + " is there already", null, false, false);
        }
    }

    /**
     * Writes a file into {@code out/}.
     *
     * @param name of letters, digits, dots, dashes, blanks and underscores
     * @throws NameTaken if there is one of this name; it stays as it is
     */
    void send(Path content, String name) throws Exception {
        Exchange exchange = outbox.getEndpoint().createExchange(ExchangePattern.InOnly);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        exchange.getMessage().setBody(content.toFile());
        outbox.process(exchange);
        Exception failure = exchange.getException();
        if (failure != null) {
            if (String.valueOf(failure.getMessage()).startsWith("File already exist")) {
                throw new NameTaken(name);
            }
            throw failure;
        }
    }

    private Producer producer() throws Exception {
        Endpoint entrance = context.getEndpoint("direct:partner-outbox-" + profile.id() + "?block=false");
        Producer producer = entrance.createProducer();
        producer.start();
        return producer;
    }

    private static boolean isClaim(GenericFile<Object> file) {
        return !file.isDirectory() && Names.isClaim(file.getFileNameOnly());
    }

    private TemplatedRouteBuilder template(String name) {
        Server server = profile.server();
        String folder = server.folder().isEmpty() ? "" : server.folder() + "/";
        String scheme = server.protocol().name().toLowerCase(Locale.ROOT);
        TemplatedRouteBuilder builder = TemplatedRouteBuilder.builder(context, name)
                .parameter("id", profile.id())
                .parameter("server", scheme + "://" + server.host() + ":" + server.port() + "/" + folder)
                .parameter("username", raw(server.username()));
        if (server.login() instanceof Login.Password login) {
            builder.parameter("password", raw(login.password()));
        }
        return switch (server.protocol()) {
            case FTP -> builder.parameter("passiveMode", "true").parameter("controlEncoding", "UTF-8");
            case SFTP -> secure(builder, server);
        };
    }

    private TemplatedRouteBuilder secure(TemplatedRouteBuilder builder, Server server) {
        if (server.login() instanceof Login.PrivateKey) {
            builder.parameter("privateKey", "#" + bean("key"));
        }
        return builder.parameter("authentications", server.login() instanceof Login.Password ? "password" : "publickey")
                .parameter(
                        "knownHosts",
                        server.knownHosts().orElseThrow().toAbsolutePath().toString())
                .parameter("strictHostKeys", "yes")
                .parameter("userKnownHosts", "false")
                .parameter("sshLog", "OFF");
    }

    /** Text that Camel takes as it is. */
    private static String raw(String text) {
        return text.contains(")") ? "RAW{" + text + "}" : "RAW(" + text + ")";
    }

    private TemplatedRouteBuilder consumer(String name, String watch) {
        return template(name)
                .parameter("node", node)
                .parameter("poll", profile.poll().toMillis())
                .parameter("watch", bean(watch));
    }

    /** Reads what these members have claimed, too, and no longer what others have. */
    void adopt(Set<String> nodes) {
        for (String node : List.copyOf(adopted)) {
            if (!nodes.contains(node)) {
                adopted.remove(node);
                routes.remove(inboxOf(node));
                remove(inboxOf(node));
            }
        }
        for (String node : nodes) {
            if (adopted.add(node)) {
                routes.add(0, inboxOf(node));
                try {
                    consumer("partner-inbox", "inbox-watch")
                            .parameter("node", node)
                            .parameter("claims", bean("claims"))
                            .parameter("incoming", bean("incoming"))
                            .routeId(inboxOf(node))
                            .add();
                } catch (Exception failure) {
                    throw new IllegalStateException(
                            "What " + node + " has claimed of partner " + profile.id() + " cannot be read", failure);
                }
            }
        }
    }

    private String inboxOf(String node) {
        return "partner-inbox-" + profile.id() + "-of-" + node;
    }

    private void add(String template, TemplatedRouteBuilder builder) {
        String id = template + "-" + profile.id();
        routes.add(0, id);
        builder.routeId(id).add();
    }

    private String bean(String part) {
        return "partner-" + profile.id() + "-" + part;
    }

    private void bind(String part, Object bean) {
        beans.add(bean(part));
        context.getRegistry().bind(bean(part), bean);
    }

    /** Lets what is under way come to an end for a while, and takes the routes out of Camel. */
    @Override
    public void close() {
        routes.forEach(this::remove);
        beans.forEach(context.getRegistry()::unbind);
    }

    private void remove(String route) {
        try {
            if (context.getRoute(route) != null) {
                context.getRouteController().stopRoute(route, DRAIN_SECONDS, TimeUnit.SECONDS);
                context.removeRoute(route);
            }
            if (context.getRouteDefinition(route) != null) {
                context.removeRouteDefinition(context.getRouteDefinition(route));
            }
        } catch (Exception failure) {
            throw new IllegalStateException("The route " + route + " does not stop: " + failure, failure);
        }
    }
}
