package dev.breakwater.gateway.supplier;

import java.util.ServiceConfigurationError;
import java.util.regex.Pattern;

/** A plugin broke a rule. The message is for people. */
final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+([/.][\\w$]+)*");
    private static final int LONGEST = 300;

    PluginException(String rule) {
        super(rule);
    }

    /** What a plugin threw, in one short sentence that names the class in question. */
    static String describe(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && isWrapper(cause)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        boolean missing = cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException;
        if (missing && CLASS_NAME.matcher(message).matches()) {
            return "the class " + message.replace('/', '.')
                    + " is missing (a plugin sees the JDK, the plugin API and its own jar only)";
        }
        String text = message.isBlank()
                ? cause.getClass().getName()
                : cause.getClass().getName() + ": " + message;
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof ServiceConfigurationError || thrown instanceof ExceptionInInitializerError;
    }
}
