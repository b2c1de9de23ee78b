package dev.breakwater.sandbox.partner;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A partner's SFTP server on 127.0.0.1: one account with a password, no shell, no forwarding. */
final class SftpPartnerServer implements PartnerServer {

    private final int port;
    private final Path hostKeyFile;
    private final PartnerAccount account;
    private final SshServer server = SshServer.setUpDefaultServer();

    SftpPartnerServer(int port, Path hostKeyFile, PartnerAccount account) {
        this.port = port;
        this.hostKeyFile = Objects.requireNonNull(hostKeyFile, "hostKeyFile");
        this.account = Objects.requireNonNull(account, "account");
    }

    @Override
    public void start() throws IOException {
        account.createFolders();
        SimpleGeneratorHostKeyProvider hostKey = new SimpleGeneratorHostKeyProvider(hostKeyFile);
        hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
        hostKey.setKeySize(256);
        server.setHost(HOST);
        server.setPort(port);
        server.setKeyPairProvider(hostKey);
        server.setPasswordAuthenticator((name, password, session) -> account.admits(name, password));
        server.setFileSystemFactory(new VirtualFileSystemFactory(account.home().toAbsolutePath()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public PartnerAccount account() {
        return account;
    }

    /** The line a client's known_hosts file needs to trust this server. */
    String knownHostsLine() {
        try {
            KeyPair pair = server.getKeyPairProvider().loadKeys(null).iterator().next();
            return "[" + HOST + "]:" + port() + " " + PublicKeyEntry.toString(pair.getPublic());
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException("The host key in " + hostKeyFile + " cannot be read", unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
