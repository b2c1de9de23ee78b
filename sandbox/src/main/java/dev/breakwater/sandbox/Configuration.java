package dev.breakwater.sandbox;

import dev.breakwater.sandbox.partner.PartnerServer;
import dev.breakwater.sandbox.partner.PartnerServers;
import dev.breakwater.sandbox.simulator.Simulators;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The configuration folder with which a gateway talks to the running sandbox. */
final class Configuration {

    static final String FTP_PASSWORD = "harbour-password";
    static final String SFTP_PASSWORD = "dragon-password";

    private static final String HEADER = """
            # Written by the sandbox at each start: change a copy, or your changes are lost.
            """;

    private final Path folder;
    private final Secrets secrets;
    private final SandboxSettings settings;

    Configuration(Path folder, Secrets secrets, SandboxSettings settings) {
        this.folder = folder;
        this.secrets = secrets;
        this.settings = settings;
    }

    void write(Simulators simulators, PartnerServers partners) throws IOException {
        for (Supplier supplier : settings.suppliers()) {
            int port = simulators.of(supplier).port();
            SupplierFile file =
                    new SupplierFile(supplier, port, settings.roads().applyAsInt(port), settings.pace());
            write("suppliers/" + supplier.id() + ".yaml", file.yaml());
        }
        write("partners/harbour-trips.yaml", harbourTrips(partners.ftp()));
        write("partners/dragon-travel.yaml", dragonTravel(partners.sftp()));
        write("callers.yaml", callers());
        secrets.write("known_hosts", partners.knownHostsLine() + "\n");
    }

    private static String harbourTrips(PartnerServer server) {
        return """
                protocol: ftp
                host: 127.0.0.1
                port: %d
                username: %s
                password: ${file:secrets/%s}
                folder: /
                poll: 1s
                charset: UTF-8
                delimiter: ","
                caller: harbour-trips
                defaults: {supplier: glass-tower, max_penalty: "100.00", currency: EUR}
                """.formatted(server.port(), server.account().username(), FTP_PASSWORD);
    }

    private static String dragonTravel(PartnerServer server) {
        return """
                protocol: sftp
                host: 127.0.0.1
                port: %d
                username: %s
                password: ${file:secrets/%s}
                knownHosts: secrets/known_hosts
                folder: /
                poll: 1s
                charset: GB18030
                delimiter: ","
                caller: dragon-travel
                columns:
                  row_id: 序号
                  supplier: 供应商
                  booking_reference: 订单号
                  own_reference: 我方单号
                  traveller: 旅客姓名
                  reason: 取消原因
                  requested_at: 申请时间
                  max_penalty: 最高手续费
                  currency: 币种
                defaults: {supplier: alpine-rail, max_penalty: "100.00", currency: CHF}
                """.formatted(server.port(), server.account().username(), SFTP_PASSWORD);
    }

    private String callers() throws IOException {
        StringBuilder yaml = new StringBuilder("callers:\n");
        for (Caller caller : Caller.values()) {
            yaml.append("  - id: ").append(caller.id()).append('\n');
            yaml.append("    role: ").append(caller.role()).append('\n');
            yaml.append("    sha256: ")
                    .append(sha256(secrets.get(caller.keyFile())))
                    .append('\n');
        }
        return yaml.toString();
    }

    /** Moved into place whole: a gateway may be watching the folder. */
    private void write(String name, String yaml) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
        Files.writeString(draft, HEADER + yaml);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
