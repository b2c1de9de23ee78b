package dev.breakwater.testkit;

import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plugin makes of a supplier's settings. */
final class SettingsChecks {
    private static final List<String> NONSENSE =
            List.of(" ", "\u0000", "{{secret:", "\u2603".repeat(300), "-1", "../..");

    private SettingsChecks() {}

    static void missing(Bench bench) {
        for (Setting setting : bench.info().settings()) {
            Map<String, String> settings = new HashMap<>(bench.settings());
            settings.remove(setting.name());
            Optional<SettingsException> refusal = open(bench, settings);
            if (setting.required()
                    && !refusal.filter(e -> names(e, setting.name())).isPresent()) {
                throw Violation.of(
                        bench.rule(),
                        "without the required setting " + setting.name()
                                + " open() should throw a SettingsException that " + "names it"
                                + refusal.map(e -> ", not: " + e.getMessage()).orElse(""));
            }
            if (!setting.required() && refusal.isPresent()) {
                throw Violation.of(
                        bench.rule(),
                        setting.name() + " is declared optional, and without it open() says: "
                                + refusal.get().getMessage());
            }
        }
    }

    static void wrong(Bench bench) {
        Map<String, String> wrong = bench.contract().wrongSettings();
        wrong.forEach((name, value) -> {
            SettingsException refusal = open(bench, with(bench, Map.of(name, value)))
                    .orElseThrow(() -> Violation.of(bench.rule(), name + " = " + value + " should be refused"));
            named(bench, refusal, name, value);
        });
        open(bench, with(bench, wrong))
                .ifPresent(refusal -> wrong.forEach((name, value) -> named(bench, refusal, name, value)));
        for (Setting setting : bench.info().settings()) {
            if (!setting.secret()) {
                NONSENSE.forEach(value -> open(bench, with(bench, Map.of(setting.name(), value)))
                        .ifPresent(refusal -> named(bench, refusal, setting.name(), value)));
            }
        }
    }

    private static void named(Bench bench, SettingsException refusal, String name, String value) {
        if (!names(refusal, name)) {
            throw Violation.of(
                    bench.rule(),
                    "with wrong settings, " + name + " among them, open() does not name it: " + refusal.problems());
        }
        if (value.length() > 3 && refusal.getMessage().contains(value)) {
            throw Violation.of(bench.rule(), "open() repeats the value of " + name + ": " + refusal.problems());
        }
    }

    private static boolean names(SettingsException refusal, String name) {
        return refusal.problems().stream().anyMatch(problem -> problem.contains(name));
    }

    private static Map<String, String> with(Bench bench, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(bench.settings());
        settings.putAll(others);
        return settings;
    }

    private static Optional<SettingsException> open(Bench bench, Map<String, String> settings) {
        try {
            bench.open(settings);
            return Optional.empty();
        } catch (SettingsException e) {
            return Optional.of(e);
        } catch (RuntimeException | Error e) {
            throw new Violation(bench.rule(), "open() threw " + e + " with the settings " + settings.keySet(), "", e);
        }
    }
}
