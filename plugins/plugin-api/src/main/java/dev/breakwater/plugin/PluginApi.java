package dev.breakwater.plugin;

/** The version of this API. A plugin names the range of versions it works with in its jar's manifest. */
public final class PluginApi {
    /**
     * The version of the API in this jar, as a single number that grows with every incompatible change. A plugin's manifest
     * says {@code Plugin-Requires: 1} or a range such as {@code 1-2}.
     */
    public static final int VERSION = 1;

    private PluginApi() {}
}
