package dev.breakwater.sandbox;

/** Those who may call the gateway in the sandbox. */
public enum Caller {
    WEB("web", "caller"),
    HARBOUR_TRIPS("harbour-trips", "caller"),
    DRAGON_TRAVEL("dragon-travel", "caller"),
    OPS("ops", "operator");

    private final String id;
    private final String role;

    Caller(String id, String role) {
        this.id = id;
        this.role = role;
    }

    public String id() {
        return id;
    }

    /** {@code caller} or {@code operator}. */
    public String role() {
        return role;
    }

    /** The name of the file in {@code config/secrets} that holds this caller's key. */
    String keyFile() {
        return id + "-key";
    }
}
