package dev.breakwater.touroperator;

import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.SupplierSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads settings and collects every problem with them. A problem never repeats a value. */
final class SettingsReader {
    private final SupplierSettings settings;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(SupplierSettings settings) {
        this.settings = settings;
    }

    Optional<String> value(String name) {
        return settings.value(name);
    }

    /** @param rule what the pattern means, for people */
    Optional<String> text(String name, String pattern, String rule) {
        Optional<String> value = value(name);
        require(value.isEmpty() || value.get().matches(pattern), name + " must be " + rule);
        return value;
    }

    /** One of these words, or the preset if it is not set. */
    String word(String name, String preset, Set<String> words) {
        Optional<String> value = value(name);
        require(
                value.isEmpty() || words.contains(value.get()),
                name + " must be one of " + String.join(", ", new TreeSet<>(words)));
        return value.orElse(preset);
    }

    /** False if it is not set. */
    boolean flag(String name) {
        return word(name, "false", Set.of("true", "false")).equals("true");
    }

    Optional<Integer> number(String name, int least, int most) {
        Optional<Integer> number = value(name)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(value -> value >= least && value <= most);
        require(
                value(name).isEmpty() || number.isPresent(),
                name + " must be a whole number from " + least + " to " + most);
        return number;
    }

    /** Complains, and goes on with nothing to find further problems. */
    String missing(String name) {
        problems.add(name + " is missing");
        return "";
    }

    void refuseOthers(String protocol, List<Setting> declared) {
        Set<String> others = new TreeSet<>(settings.values().keySet());
        declared.forEach(setting -> others.remove(setting.name()));
        others.forEach(name -> problems.add(name + " is not a setting of " + protocol));
    }

    void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    /** @throws SettingsException if there was any problem */
    void complain() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
