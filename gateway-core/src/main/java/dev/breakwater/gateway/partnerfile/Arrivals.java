package dev.breakwater.gateway.partnerfile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets a file pass when its upload has come to an end: its name says nothing else, and its size and time have not changed for a
 * while. Files in subfolders never pass.
 */
final class Arrivals implements GenericFileFilter<Object> {
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(3);

    private final InstantSource clock;
    private final Duration rest;
    private final Condition condition;
    private final Map<String, Look> seen = new HashMap<>();

    /** @param since when it was first seen like this */
    private record Look(long size, long modified, Instant since, Instant last) {}

    /** @param rest how long a file must not have changed */
    Arrivals(InstantSource clock, Duration rest, Condition condition) {
        this.clock = clock;
        this.rest = rest;
        this.condition = condition;
    }

    @Override
    public synchronized boolean accept(GenericFile<Object> file) {
        String name = file.getFileNameOnly();
        if (file.isDirectory() || Names.isUnfinished(name)) {
            return false;
        }
        Optional<String> complaint = Names.complaint(name);
        if (complaint.isPresent()) {
            condition.note("The file " + Names.printable(name) + " stays in in/: it " + complaint.get()
                    + ". Drop it again under another name.");
            return false;
        }
        return isAtRest(name, file.getFileLength(), file.getLastModified());
    }

    private boolean isAtRest(String name, long size, long modified) {
        Instant now = clock.instant();
        Look before = seen.get(name);
        boolean same = before != null && before.size == size && before.modified == modified;
        Look look = new Look(size, modified, same ? before.since : now, now);
        seen.put(name, look);
        seen.values().removeIf(other -> other.last.isBefore(now.minus(FORGOTTEN_AFTER)));
        boolean atRest = same && !look.since.plus(rest).isAfter(now);
        if (atRest) {
            seen.remove(name);
        }
        return atRest;
    }
}
