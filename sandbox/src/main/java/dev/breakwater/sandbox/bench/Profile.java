package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where a gateway's time goes: the execution samples of a flight recording, by thread, by part and by method. */
final class Profile {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final int LONGEST_LIST = 10;
    private static final String GATEWAY = "dev.breakwater.gateway.";

    /** Whose a frame is, by what its class's name begins with. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("com.hazelcast.", "Hazelcast"),
            Map.entry("io.github.bucket4j.", "Bucket4j"),
            Map.entry("org.apache.camel.", "Camel"),
            Map.entry("org.apache.hc.", "HTTP client"),
            Map.entry("org.postgresql.", "PostgreSQL's driver"),
            Map.entry("com.zaxxer.", "connection pool"),
            Map.entry("com.fasterxml.", "Jackson"),
            Map.entry("org.springframework.", "Spring"),
            Map.entry("org.apache.catalina.", "Tomcat"),
            Map.entry("org.apache.tomcat.", "Tomcat"),
            Map.entry("org.apache.coyote.", "Tomcat"),
            Map.entry("ch.qos.", "log"),
            Map.entry("io.micrometer.", "metrics"),
            Map.entry("dev.breakwater.attraction.", "plugin"),
            Map.entry("dev.breakwater.plugin.", "plugin"));

    private final Map<String, Integer> threads = new HashMap<>();
    private final Map<String, Integer> parts = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private int samples;

    private Profile() {}

    /** @param from samples before are left out */
    static Profile of(Path recording, Instant from) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)
                        && event.getStackTrace() != null
                        && !event.getStartTime().isBefore(from)) {
                    RecordedThread thread = event.getThread("sampledThread");
                    profile.add(
                            thread == null ? "" : String.valueOf(thread.getJavaName()),
                            event.getStackTrace().getFrames());
                }
            }
        }
        return profile;
    }

    private void add(String thread, List<RecordedFrame> frames) {
        samples++;
        count(threads, kind(thread));
        frames.stream().findFirst().map(RecordedFrame::getMethod).ifPresent(top -> count(methods, name(top)));
        count(
                parts,
                frames.stream()
                        .map(frame -> part(frame.getMethod().getType().getName()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse("JDK alone"));
    }

    private static void count(Map<String, Integer> counts, String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** Threads that differ in numbers only are of one kind. */
    static String kind(String thread) {
        return thread.replaceAll("[0-9]+", "N");
    }

    private static String name(RecordedMethod method) {
        String type = method.getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    /** What a class belongs to; empty for the JDK's and for small libraries, which work for their callers. */
    static Optional<String> part(String type) {
        if (type.startsWith(GATEWAY)) {
            String room = type.substring(GATEWAY.length());
            return Optional.of("room " + room.substring(0, Math.max(0, room.indexOf('.'))));
        }
        return PARTS.entrySet().stream()
                .filter(part -> type.startsWith(part.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    String markdown() {
        return """

                Breakwater's execution samples (%,d of them, by JFR) while it works off due cancellations of a supplier that answers at
                once; a part is whose code was nearest to the top of the stack:

                | thread | share | | part | share | | method | share |
                |---|---:|---|---|---:|---|---|---:|
                %s
                """.formatted(samples, rows());
    }

    private String rows() {
        List<String> byThread = shares(threads);
        List<String> byPart = shares(parts);
        List<String> byMethod = shares(methods);
        return IntStream.range(0, Math.max(byThread.size(), Math.max(byPart.size(), byMethod.size())))
                .mapToObj(
                        i -> "| " + cell(byThread, i) + " | | " + cell(byPart, i) + " | | " + cell(byMethod, i) + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String cell(List<String> list, int index) {
        return index < list.size() ? list.get(index) : " | ";
    }

    private List<String> shares(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(LONGEST_LIST)
                .map(one -> String.format(
                        Locale.ROOT, "%s | %.1f%%", one.getKey(), 100.0 * one.getValue() / Math.max(1, samples)))
                .toList();
    }
}
