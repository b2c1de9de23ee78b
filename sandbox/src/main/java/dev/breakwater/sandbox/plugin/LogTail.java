package dev.breakwater.sandbox.plugin;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a gateway's log says about plugins and suppliers, and its warnings, as it grows. */
final class LogTail {
    private static final Pattern TOLD = Pattern.compile(".*( (WARN|ERROR) | (Plugin|Supplier|Solved:) ).*");

    private final Path log;
    private long read;

    LogTail(Path log) {
        this.log = log;
    }

    /** What was added since the last call, in whole lines. */
    List<String> next() throws IOException {
        if (Files.notExists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] added = new byte[(int) Math.min(file.length() - read, 1_000_000)];
            file.seek(read);
            file.readFully(added);
            int end = added.length;
            while (end > 0 && added[end - 1] != '\n') {
                end--;
            }
            read += end;
            return new String(added, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> TOLD.matcher(line).matches())
                    .toList();
        }
    }
}
