package dev.breakwater.gateway;

import dev.breakwater.gateway.postgres.DatabaseProblem;
import dev.breakwater.gateway.postgres.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.support.GenericApplicationContext;

/** The gateway's command line. */
public final class Main {
    private static final int FAILURE = 1;
    private static final int WRONG_USAGE = 2;
    private static final String HELP = """
            Usage: breakwater run [--config DIR] [--after-restore[=HOURS]]

            Starts the gateway. It listens on 127.0.0.1:8080 and keeps its own PostgreSQL in var/.

              --config DIR   suppliers/, partners/ and callers.yaml (default: config/)
              --after-restore[=HOURS]
                             the database was restored, or lost its latest commits: look before every commit, at all
                             members, for so many hours (default: 24; 0: no longer)

            Environment:
              BREAKWATER_PORT                   the port (0: any free one)
              BREAKWATER_DB_URL, _USER, _PASSWORD
                                                another PostgreSQL, such as jdbc:postgresql://db:5432/breakwater
              BREAKWATER_CLUSTER_MEMBERS        gateways on the same PostgreSQL to work with: HOST:PORT,HOST:PORT
              BREAKWATER_CLUSTER_KUBERNETES     instead: the DNS name of a headless service before them
              BREAKWATER_CLUSTER_ADDRESS        where to listen for them: HOST or HOST:PORT (default: 127.0.0.1)
              BREAKWATER_CLUSTER_ADVERTISED     where they reach this one, if elsewhere: HOST:PORT
              BREAKWATER_CONFIG                 the folder of the configuration, unless --config names one
              BREAKWATER_REVIEW_ALARM           how long something may wait for a person before it is told (default: 4h)
              BREAKWATER_DATA                   the folder for what the gateway keeps (default: var/)
              BREAKWATER_PLUGINS                the folder with plugins (default: target/dist/plugins/)
              BREAKWATER_UNSIGNED_PLUGINS       allow: plugins that nobody signed are loaded too, for development
              BREAKWATER_ROUTES                 the folder with Camel routes (default: routes/)
              BREAKWATER_LOG                    text or json (default: text)
              BREAKWATER_OTLP                   where traces go, such as http://collector:4318/v1/traces
            """;

    private Main() {}

    public static void main(String[] arguments) {
        shareAsyncThreads();
        List<String> words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(HELP);
            return;
        }
        try {
            if (words.size() == 2 && words.get(0).equals("postgres")) {
                postgres(Path.of(words.get(1)));
            } else if (words.size() >= 2 && words.get(0).equals("verify")) {
                verify(words.subList(1, words.size()));
            } else {
                run(GatewaySettings.of(arguments(words), System.getenv()));
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USAGE);
        } catch (RuntimeException e) {
            System.err.println("The gateway could not start: " + reason(e));
            System.exit(FAILURE);
        }
    }

    /**
     * With two cores the JDK's common pool has one thread, and then Hazelcast starts a new thread for every asynchronous answer,
     * which costs more than all else it does. Set before anybody touches the pool.
     */
    private static void shareAsyncThreads() {
        String parallelism = "java.util.concurrent.ForkJoinPool.common.parallelism";
        if (System.getProperty(parallelism) == null && Runtime.getRuntime().availableProcessors() <= 2) {
            System.setProperty(parallelism, "2");
        }
    }

    private static Arguments arguments(List<String> words) {
        try {
            return Arguments.of(words);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "\n\n" + HELP, e);
        }
    }

    private static void run(GatewaySettings settings) {
        SpringApplication application = new SpringApplication(Gateway.class);
        application.setLogStartupInfo(false);
        Map<String, Object> properties = Telemetry.properties(System.getenv());
        properties.put("server.port", settings.port());
        properties.put(
                "logging.file.name", settings.data().resolve("gateway.log").toString());
        application.setDefaultProperties(properties);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean("gatewaySettings", GatewaySettings.class, () -> settings));
        application.run();
    }

    /** Says what this gateway says about a plugin's jar; behind the launcher's {@code plugin verify}. */
    private static void verify(List<String> words) {
        LoggingSystem.get(Main.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            System.exit(PluginVerification.of(words, System.out) ? 0 : FAILURE);
        } catch (IOException e) {
            throw new IllegalArgumentException("The jar cannot be read: " + e.getMessage(), e);
        }
    }

    /** Runs the gateway's own database alone, for benchmarks and other tools, until it is told to stop. */
    private static void postgres(Path folder) {
        LocalPostgres postgres = LocalPostgres.start(folder);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.close();
            stopped.countDown();
        }));
        System.out.println("url=" + postgres.jdbcUrl());
        System.out.println("user=" + postgres.user());
        System.out.println("password=" + postgres.password());
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseProblem) {
                return cause.getMessage();
            }
            if (cause instanceof PortInUseException inUse) {
                return "port " + inUse.getPort() + " is taken; set BREAKWATER_PORT to another one.";
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
