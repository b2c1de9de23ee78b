package dev.breakwater.sandbox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The CPU time of processes, each with its children, in user and kernel mode. Known on Linux only.
 *
 * <p>Source: {@code /proc/PID/stat}, see proc(5).
 */
record CpuMeter(List<Long> pids) {
    private static final long MILLIS_PER_TICK = 10;
    private static final int UTIME = 14;
    private static final int CSTIME = 17;
    private static final int FIRST_AFTER_NAME = 3;

    static CpuMeter of(Long... pids) {
        return new CpuMeter(List.of(pids));
    }

    /** Milliseconds so far; empty where that is not told. */
    OptionalLong millis() {
        try {
            long ticks = 0;
            for (long pid : pids) {
                ticks += ticksWithChildren(pid);
            }
            return OptionalLong.of(ticks * MILLIS_PER_TICK);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static long ticksWithChildren(long pid) throws IOException {
        long ticks = ticks(pid);
        try (Stream<ProcessHandle> children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)) {
            for (ProcessHandle child : children.toList()) {
                try {
                    ticks += ticks(child.pid());
                } catch (IOException ended) {
                    // Its parent has counted it by now, or will in the next reading.
                    continue;
                }
            }
        }
        return ticks;
    }

    /** Of the process itself and of its children that have ended. */
    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = UTIME; field <= CSTIME; field++) {
            ticks += Long.parseLong(fields[field - FIRST_AFTER_NAME]);
        }
        return ticks;
    }
}
