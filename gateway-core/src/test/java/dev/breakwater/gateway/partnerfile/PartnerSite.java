package dev.breakwater.gateway.partnerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.House;
import dev.breakwater.gateway.partnerfile.PartnerFiles.Settings;
import dev.breakwater.sandbox.partner.PartnerAccount;
import dev.breakwater.sandbox.partner.PartnerServers;
import dev.breakwater.sandbox.stage.Ports;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A partner's own server, what the gateway's configuration says of it, and the members that look after it. */
final class PartnerSite implements AutoCloseable {
    static final String PASSWORD = "p&=%+ #?(ü";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final House house;
    private final Path folder;
    private final String partner;
    private Supplier<Set<String>> orphaned = Set::of;
    private PartnerServers servers;

    PartnerSite(House house, Path folder, String partner) throws IOException {
        this.house = house;
        this.folder = Files.createDirectories(folder.resolve(partner));
        this.partner = partner;
        Files.createDirectories(config().resolve("partners"));
        startServers(new PartnerServers.Ports(Ports.anyFree(), "0", Ports.anyFree()));
    }

    /** Again, on the ports from before. */
    void restartServers() throws IOException {
        startServers(new PartnerServers.Ports(
                servers.ftp().port(), "0", servers.sftp().port()));
    }

    private void startServers(PartnerServers.Ports ports) throws IOException {
        PartnerAccount ftp = new PartnerAccount("user", PASSWORD, home());
        PartnerAccount sftp = new PartnerAccount("user", PASSWORD, home());
        servers = PartnerServers.start(ports, ftp, sftp, folder.resolve("host-key"));
        Files.writeString(config().resolve("known_hosts"), servers.knownHostsLine() + "\n");
    }

    void stopServers() {
        servers.close();
    }

    Path config() {
        return folder.resolve("config");
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Configures the partner over FTP, with further lines. */
    PartnerSite overFtp(String... lines) throws IOException {
        return profile("protocol: ftp\nport: " + servers.ftp().port(), lines);
    }

    PartnerSite overSftp(String... lines) throws IOException {
        return profile(
                "protocol: sftp\nknownHosts: known_hosts\nport: "
                        + servers.sftp().port(),
                lines);
    }

    private PartnerSite profile(String access, String... lines) throws IOException {
        Files.writeString(config().resolve("password"), PASSWORD);
        write("""
                %s
                host: 127.0.0.1
                username: user
                password: ${file:password}
                poll: 200ms
                caller: %s
                %s
                """.formatted(access, partner, String.join("\n", lines)));
        return this;
    }

    void write(String profile) throws IOException {
        Files.writeString(config().resolve("partners").resolve(partner + ".yaml"), profile);
    }

    void deleteProfile() throws IOException {
        Files.delete(config().resolve("partners").resolve(partner + ".yaml"));
    }

    /** Starts a member. */
    PartnerFiles member(String node) throws Exception {
        return member(
                new Settings(config(), folder.resolve("spool"), node, Duration.ofMillis(400), 1 << 20, System::getenv));
    }

    /** What members started from now on are told about others that are gone. */
    PartnerSite orphans(String... nodes) {
        orphaned = () -> Set.of(nodes);
        return this;
    }

    private PartnerFiles member(Settings settings) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        for (String routes : List.of("partner-inbox", "partner-outbox")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            camel, "file:" + Path.of("..", "routes", routes + ".camel.yaml")));
        }
        camel.start();
        opened.push(camel::stop);
        PartnerFiles files = new PartnerFiles(
                camel,
                settings,
                house.database().dataSource(),
                house.intake(),
                house.journal(),
                InstantSource.system());
        opened.push(files);
        files.start(orphaned);
        return files;
    }

    /** Drops a file as a careful partner does: under another name, then renamed. */
    void drop(String name, byte[] content) throws IOException {
        Path draft = Files.write(home().resolve("draft"), content);
        Files.move(draft, home().resolve("in").resolve(name));
    }

    void drop(String name, String content) throws IOException {
        drop(name, content.getBytes(UTF_8));
    }

    /** The lines of an answer, as soon as it is there. */
    List<String> answer(String name, Charset charset) throws IOException {
        await().atMost(PATIENCE).until(() -> names("out").contains(name));
        return Files.readString(home().resolve("out").resolve(name), charset)
                .lines()
                .toList();
    }

    List<String> answer(String name) throws IOException {
        return answer(name, UTF_8).stream()
                .map(line -> line.replace("\uFEFF", ""))
                .toList();
    }

    /** The names in a folder, without what claimed files have before theirs. */
    List<String> names(String path) throws IOException {
        if (!Files.isDirectory(home().resolve(path))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home().resolve(path))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("^[0-9a-f-]{36}_", ""))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            while (!opened.isEmpty()) {
                opened.pop().close();
            }
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            servers.close();
        }
    }
}
