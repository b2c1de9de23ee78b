package dev.breakwater.gateway.conversation;

import dev.breakwater.plugin.RequestKind;

/** The three operations of the plugin API, and what their requests may do. */
public enum Operation {
    QUOTE,
    CANCEL,
    LOOKUP;

    boolean allows(RequestKind kind) {
        return switch (kind) {
            case READ -> true;
            case PREPARE -> this != LOOKUP;
            case MAY_COMMIT -> this == QUOTE;
            case COMMIT -> this == CANCEL;
        };
    }
}
