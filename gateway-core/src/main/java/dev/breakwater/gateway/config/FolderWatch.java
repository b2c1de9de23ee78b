package dev.breakwater.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells when files have changed and come to rest. A change counts once two looks in a row have seen the same, so that a file
 * is not read while someone still writes it.
 */
public final class FolderWatch {
    /** A file that is written without end must not keep the others from being seen. */
    private static final int LONGEST_UNREST = 5;

    private Map<Path, Stamp> taken = Map.of();
    private Map<Path, Stamp> seen = Map.of();
    private int unrest;

    /** @param fileKey tells a file that was replaced from the one before; null where the file system has none */
    private record Stamp(FileTime modified, long size, Object fileKey) {
        private static final Stamp NOT_THERE = new Stamp(FileTime.fromMillis(0), -1, null);

        private static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return NOT_THERE;
            }
        }
    }

    /** Whether these files differ from what was taken, and are at rest. If so, they count as taken. */
    public boolean settledChange(Collection<Path> files) {
        Map<Path, Stamp> now = stamps(files);
        if (now.equals(taken)) {
            unrest = 0;
            seen = now;
            return false;
        }
        unrest++;
        boolean settled = now.equals(seen) || unrest >= LONGEST_UNREST;
        seen = now;
        if (settled) {
            taken = now;
            unrest = 0;
        }
        return settled;
    }

    /** These files are about to be read. */
    public void take(Collection<Path> files) {
        taken = stamps(files);
        seen = taken;
        unrest = 0;
    }

    /** What was taken could not be used: it counts as changed. */
    public void forget() {
        taken = Map.of();
        seen = Map.of();
    }

    private static Map<Path, Stamp> stamps(Collection<Path> files) {
        Map<Path, Stamp> stamps = new HashMap<>();
        files.forEach(file -> stamps.put(file, Stamp.of(file)));
        return stamps;
    }
}
