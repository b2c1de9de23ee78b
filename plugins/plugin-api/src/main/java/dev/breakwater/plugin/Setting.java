package dev.breakwater.plugin;

import static java.util.Objects.requireNonNull;

/**
 * A setting of a supplier, or an attribute of a booking, that a protocol reads.
 *
 * @param name letters and digits, beginning with a small letter
 * @param required whether it must be there
 * @param secret whether the plugin gets a {@link #placeholder()} in place of the value
 * @param description one sentence for people
 */
public record Setting(String name, boolean required, boolean secret, String description) {
    public Setting {
        requireNonNull(description, "description");
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("not a setting's name: " + name);
        }
    }

    public Setting(String name, boolean required, String description) {
        this(name, required, false, description);
    }

    /** A secret that stands in the bodies of requests, such as the password of an XML message. */
    public static Setting secret(String name, boolean required, String description) {
        return new Setting(name, required, true, description);
    }

    /**
     * What stands for the secret in a request's body until the gateway sends it: then it is replaced by the value, escaped for
     * JSON in a body of JSON and for XML in one of XML. What is recorded keeps the placeholder.
     */
    public String placeholder() {
        return "{{secret:" + name + "}}";
    }
}
