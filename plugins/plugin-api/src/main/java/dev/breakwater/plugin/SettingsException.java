package dev.breakwater.plugin;

import java.util.List;

/** A supplier's settings are wrong. Thrown by {@link SupplierPlugin#open} with every problem at once. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param problems one sentence each, naming the setting and what is allowed; never its value */
    public SettingsException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
