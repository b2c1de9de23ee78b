package dev.breakwater.sandbox.stage;

import dev.breakwater.sandbox.partner.PartnerServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Over SFTP, one session for each file. */
final class SftpDropbox implements Dropbox {

    private interface Work<T> {
        T with(SftpClient client) throws IOException;
    }

    private final PartnerServer server;

    SftpDropbox(PartnerServer server) {
        this.server = Objects.requireNonNull(server, "server");
    }

    @Override
    public void upload(String path, byte[] content) throws IOException {
        connected(client -> {
            client.put(new ByteArrayInputStream(content), path + UNFINISHED);
            client.rename(path + UNFINISHED, path);
            return path;
        });
    }

    @Override
    public Optional<byte[]> download(String path) throws IOException {
        return connected(client -> {
            try (InputStream content = client.read(path)) {
                return Optional.of(content.readAllBytes());
            } catch (SftpException refusal) {
                if (refusal.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return Optional.empty();
                }
                throw refusal;
            }
        });
    }

    private <T> T connected(Work<T> work) throws IOException {
        try (SshClient ssh = SshClient.setUpDefaultClient()) {
            // It was started by this very process a moment ago.
            ssh.setServerKeyVerifier((session, address, key) -> true);
            ssh.start();
            try (ClientSession session = ssh.connect(server.account().username(), PartnerServer.HOST, server.port())
                    .verify(TO_ANSWER)
                    .getSession()) {
                session.addPasswordIdentity(server.account().password());
                session.auth().verify(TO_ANSWER);
                try (SftpClient client = SftpClientFactory.instance().createSftpClient(session)) {
                    return work.with(client);
                }
            }
        }
    }
}
