package dev.breakwater.plugin;

/**
 * A supplier's promise to waive its penalty.
 *
 * @param code the supplier's own code
 * @param required whether the cancellation must not be committed unless the supplier shows that the waiver was applied
 */
public record Waiver(String code, boolean required) {
    public Waiver {
        if (code.isBlank()) {
            throw new IllegalArgumentException("code is blank");
        }
    }
}
