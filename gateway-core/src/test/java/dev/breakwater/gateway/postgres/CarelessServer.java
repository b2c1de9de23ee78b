package dev.breakwater.gateway.postgres;

import dev.breakwater.sandbox.stage.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/** Somebody else's PostgreSQL, set up for speed instead of safety. */
final class CarelessServer implements AutoCloseable {
    private final Process process;
    private final PGSimpleDataSource dataSource;

    private CarelessServer(Process process, PGSimpleDataSource dataSource) {
        this.process = process;
        this.dataSource = dataSource;
    }

    static CarelessServer start(Path root) {
        PostgresFolder folder = PostgresFolder.open(root);
        Launcher launcher = Launcher.forThisMachine();
        Path binaries = PostgresBinaries.unpack(PostgresForTests.CACHE);
        String password = new Cluster(folder, binaries, launcher).prepare();
        try {
            int port = Ports.anyFree();
            Process process = new ProcessBuilder(launcher.server(List.of(
                            binaries.resolve("bin/postgres").toString(),
                            "-D",
                            folder.data().toString(),
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "fsync=off",
                            "-c",
                            "full_page_writes=off")))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.log().toFile())
                    .start();
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
            dataSource.setUser(LocalPostgres.USER);
            dataSource.setPassword(password);
            Awaitility.await().ignoreExceptions().until(() -> PostgresForTests.ask(dataSource, "SELECT 1") != null);
            return new CarelessServer(process, dataSource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PGSimpleDataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        Survivor.stop(process.pid(), process::isAlive);
    }
}
