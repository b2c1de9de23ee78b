package dev.breakwater.gateway.supplier;

import java.nio.file.Path;

/**
 * A plugin's jar that looks right and has been copied.
 *
 * @param name the name of the file in the folder of plugins
 * @param staging where the copy is
 * @param copy the copy, which nobody else writes
 * @param sha256 of the copy
 * @param manifest what it says about itself
 */
record StagedJar(String name, StagingFolder staging, Path copy, String sha256, PluginManifest manifest) {}
