package dev.breakwater.sandbox.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.server.ServerException;
import dev.breakwater.sandbox.stage.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both file servers, with real clients. */
class PartnerServersTest {

    private static final byte[] CONTENT = "booking_reference\nOK-1\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private PartnerServers servers;

    @BeforeEach
    void start() {
        servers = startOn(PartnerServers.Ports.free());
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aFileArrivesByFtpIsListedAndRenamed() throws IOException {
        FTPClient client = ftpClient("secret");
        try {
            assertThat(client.storeFile("/in/取消.csv", new ByteArrayInputStream(CONTENT)))
                    .isTrue();
            assertThat(Arrays.stream(client.listFiles("/in")).map(FTPFile::getName))
                    .containsExactly("取消.csv");
            assertThat(client.rename("/in/取消.csv", "/failed/取消.csv")).isTrue();
            assertThat(client.listNames("/in")).isEmpty();
        } finally {
            client.disconnect();
        }
        assertThat(folder.resolve("ftp/failed/取消.csv")).hasBinaryContent(CONTENT);
    }

    @Test
    void ftpRefusesAWrongPasswordAndAnonymous() {
        assertThatThrownBy(() -> ftpClient("wrong")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ftpClient("anonymous", "me@example.org")).isInstanceOf(IOException.class);
    }

    @Test
    void ftpShowsNothingOutsideTheHome() throws IOException {
        Files.writeString(folder.resolve("outside.txt"), "not yours");
        FTPClient client = ftpClient("secret");
        try {
            assertThat(client.listNames("/..")).containsExactlyInAnyOrder("in", "out", "failed");
            assertThat(client.retrieveFileStream("/../outside.txt")).isNull();
        } finally {
            client.disconnect();
        }
    }

    @Test
    void aFileArrivesBySftpIsListedAndRenamed() throws IOException {
        try (SshClient ssh = sshClient();
                ClientSession session = session(ssh, "secret");
                SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
            try (SftpClient.CloseableHandle file =
                    client.open("/in/取消.csv", SftpClient.OpenMode.Create, SftpClient.OpenMode.Write)) {
                client.write(file, 0, CONTENT);
            }
            assertThat(names(client, "/in")).containsExactly("取消.csv");
            client.rename("/in/取消.csv", "/failed/取消.csv");
            assertThat(names(client, "/in")).isEmpty();
            assertThat(names(client, "/..")).containsExactlyInAnyOrder("in", "out", "failed");
        }
        assertThat(folder.resolve("sftp/failed/取消.csv")).hasBinaryContent(CONTENT);
    }

    @Test
    void sftpRefusesAWrongPassword() throws IOException {
        try (SshClient ssh = sshClient()) {
            assertThatThrownBy(() -> session(ssh, "wrong")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theHostKeySurvivesARestart() {
        String before = servers.knownHostsLine().split(" ", 2)[1];
        servers.close();

        servers = startOn(PartnerServers.Ports.free());

        assertThat(servers.knownHostsLine()).endsWith(before).startsWith("[127.0.0.1]:");
    }

    @Test
    void aTakenPortIsNamedAndNothingIsLeftRunning() throws IOException {
        int freeFtpPort = Ports.anyFree();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> startOn(new PartnerServers.Ports(freeFtpPort, "0", other.getLocalPort())))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("the SFTP server");
            assertThatThrownBy(() -> startOn(new PartnerServers.Ports(other.getLocalPort(), "0", 0)))
                    .hasMessageContaining("the FTP server");
        }
        new ServerSocket(freeFtpPort).close();
    }

    private PartnerServers startOn(PartnerServers.Ports ports) {
        return PartnerServers.start(
                ports,
                new PartnerAccount("harbour", "secret", folder.resolve("ftp")),
                new PartnerAccount("dragon", "secret", folder.resolve("sftp")),
                folder.resolve("host-key"));
    }

    private FTPClient ftpClient(String password) throws IOException {
        return ftpClient("harbour", password);
    }

    private FTPClient ftpClient(String username, String password) throws IOException {
        FTPClient client = new FTPClient();
        client.setControlEncoding(StandardCharsets.UTF_8);
        client.connect("127.0.0.1", servers.ftp().port());
        if (!client.login(username, password)) {
            client.disconnect();
            throw new IOException("Login refused");
        }
        client.enterLocalPassiveMode();
        client.setFileType(FTPClient.BINARY_FILE_TYPE);
        return client;
    }

    private SshClient sshClient() throws IOException {
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), servers.knownHostsLine() + "\n");
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setServerKeyVerifier(new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
        ssh.start();
        return ssh;
    }

    private ClientSession session(SshClient ssh, String password) throws IOException {
        ClientSession session = ssh.connect(
                        "dragon", "127.0.0.1", servers.sftp().port())
                .verify(5_000)
                .getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(5_000);
        return session;
    }

    private static List<String> names(SftpClient client, String path) throws IOException {
        return StreamSupport.stream(client.readDir(path).spliterator(), false)
                .map(DirEntry::getFilename)
                .filter(name -> !name.startsWith("."))
                .toList();
    }
}
