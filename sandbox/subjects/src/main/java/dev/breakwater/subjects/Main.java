package dev.breakwater.subjects;

import dev.breakwater.subjects.bare.BareRoute;
import dev.breakwater.subjects.plain.PlainService;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/** Starts one subject. Settings come as {@code --name=value}. */
public final class Main {
    private static final Map<String, Class<?>> SUBJECTS = Map.of("bare", BareRoute.class, "plain", PlainService.class);

    private Main() {}

    /** @param arguments the subject's name, then {@code --server.port=} and {@code --subject.supplier=} with a base URL */
    public static void main(String[] arguments) {
        Class<?> subject = arguments.length == 0 ? null : SUBJECTS.get(arguments[0]);
        if (subject == null) {
            System.err.println("Name a subject: " + String.join(", ", SUBJECTS.keySet()));
            System.exit(2);
            return;
        }
        SpringApplication.run(subject, arguments);
    }
}
