package dev.breakwater.testkit;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a plugin is what it has to be: a pure function. */
final class PurityChecks {
    private static final List<String> HOSTILE_REFERENCES = List.of(
            "../../admin",
            "a/b",
            "a?b=c&d",
            "a#b",
            "a%2Fb",
            "..",
            ".",
            "\u202eevil",
            "\ud83d\ude80",
            "a\u0000b",
            "a\r\nHost: x",
            "' OR 1=1 --",
            "</Ref><Cancel/>",
            "\",\"force\":\"true",
            "x".repeat(200),
            "\uff11\uff12\uff13");

    private PurityChecks() {}

    static void pureCode(Bench bench) {
        Class<?> plugin = bench.contract().plugin().getClass();
        Object home = plugin.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = plugin.getClassLoader();
        List<String> problems = PluginCode.problems(
                List.of(plugin.getName(), bench.protocol().getClass().getName()),
                name -> isAtHome(name, loader, home) ? Optional.of(load(name, loader)) : Optional.empty());
        if (!problems.isEmpty()) {
            throw Violation.of(bench.rule(), String.join("\n    ", problems));
        }
    }

    private static boolean isAtHome(String name, ClassLoader loader, Object home) {
        if (name.startsWith("[") || name.startsWith("java.") || name.startsWith("dev.breakwater.plugin.")) {
            return false;
        }
        try {
            var domain = Class.forName(name, false, loader).getProtectionDomain();
            return domain.getCodeSource() != null
                    && home.equals(domain.getCodeSource().getLocation());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static ClassFile load(String name, ClassLoader loader) {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return ClassFile.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class " + name, e);
        }
    }

    /** Everything once, and then once more: in another order, and by another instance. */
    static void sameAnswer(Bench bench) {
        Map<String, Object> first = story(bench, false);
        compare(bench, first, story(bench, true), "after other operations");
        compare(bench, first, story(new Bench(bench.contract(), bench.rule()), false), "opened once more");
    }

    private static void compare(Bench bench, Map<String, Object> first, Map<String, Object> other, String when) {
        first.forEach((name, told) -> {
            if (!told.equals(other.get(name))) {
                throw Violation.of(
                        bench.rule(),
                        name + " is otherwise " + when + ":\n      " + told + "\n    and then\n      "
                                + other.get(name));
            }
        });
    }

    /** What the plugin asks and answers in some states. */
    private static Map<String, Object> story(Bench bench, boolean backwards) {
        Map<String, Supplier<Run<?>>> chapters = new LinkedHashMap<>();
        for (State state : List.of(State.ACTIVE, State.CANCELLED_BY_OTHERS, State.REFUSED, State.NOT_FOUND)) {
            if (bench.shows(state)) {
                chapters.put("cancel, " + state, () -> bench.cancel(bench.supplier(state), Mishap.NONE));
                chapters.put("lookup, " + state, () -> bench.lookup(bench.supplier(state), true, Mishap.NONE));
                if (bench.can(Capability.QUOTE)) {
                    chapters.put("quote, " + state, () -> bench.quote(bench.supplier(state), Mishap.NONE));
                }
            }
        }
        List<String> names = new ArrayList<>(chapters.keySet());
        if (backwards) {
            Collections.reverse(names);
        }
        Map<String, Object> story = new LinkedHashMap<>();
        names.forEach(name -> {
            Run<?> run = chapters.get(name).get();
            story.put(
                    name,
                    List.of(
                            run.asked(),
                            run.answer().<Object>map(answer -> answer).orElse("no answer")));
        });
        return story;
    }

    static void references(Bench bench) {
        BookingReference booking = bench.contract().booking();
        BookingKey key = canonical(bench, booking.reference())
                .orElseThrow(() -> Violation.of(bench.rule(), "canonical() refuses the example booking"));
        for (String same : List.of(" " + booking.reference() + " ", fullWidth(booking.reference()), key.value())) {
            if (!canonical(bench, same).equals(Optional.of(key))) {
                throw Violation.of(
                        bench.rule(),
                        "canonical() takes '" + same + "' for another booking than '" + booking.reference()
                                + "', which is " + key.value());
            }
        }
        HOSTILE_REFERENCES.forEach(reference -> hostile(bench, reference));
    }

    private static void hostile(Bench bench, String reference) {
        if (canonical(bench, reference).isEmpty()) {
            return;
        }
        BookingReference booking = BookingReference.of(reference);
        Unit whole = Unit.whole(List.of());
        Step<?> first;
        try {
            first = bench.protocol().lookup(bench.lookupOrder(booking, whole, false));
        } catch (RuntimeException | Error e) {
            throw new Violation(
                    bench.rule(),
                    "canonical() accepts the reference '" + reference + "', and lookup() throws " + e,
                    "",
                    e);
        }
        if (first instanceof Step.Ask<?> ask) {
            String path = ask.request().path();
            boolean special = reference.chars().anyMatch(c -> "/?#&%".indexOf(c) >= 0);
            if (special && path.contains(reference) || path.contains("/../") || path.endsWith("/..")) {
                throw Violation.of(
                        bench.rule(),
                        "the reference '" + reference + "' stands in the path as it is: " + path
                                + "; use WireRequest.segment");
            }
        }
    }

    private static Optional<BookingKey> canonical(Bench bench, String reference) {
        try {
            return Optional.of(bench.protocol().canonical(BookingReference.of(reference)));
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new Violation(
                        bench.rule(),
                        "canonical() refuses '" + reference + "' and does not tell the caller why",
                        "",
                        e);
            }
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            throw new Violation(bench.rule(), "canonical() throws " + e + " for '" + reference + "'", "", e);
        }
    }

    private static String fullWidth(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c >= '0' && c <= '9' ? c - '0' + '\uff10' : c)));
        return wide.toString();
    }
}
