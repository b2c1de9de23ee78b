package dev.breakwater.sandbox.stage;

import dev.breakwater.sandbox.partner.PartnerServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;

/** Over FTP, in passive mode, one connection for each file. */
final class FtpDropbox implements Dropbox {

    private final PartnerServer server;

    FtpDropbox(PartnerServer server) {
        this.server = Objects.requireNonNull(server, "server");
    }

    @Override
    public void upload(String path, byte[] content) throws IOException {
        FTPClient client = connect();
        try {
            require(client.storeFile(path + UNFINISHED, new ByteArrayInputStream(content)), client);
            require(client.rename(path + UNFINISHED, path), client);
        } finally {
            client.disconnect();
        }
    }

    @Override
    public Optional<byte[]> download(String path) throws IOException {
        FTPClient client = connect();
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            return client.retrieveFile(path, content) ? Optional.of(content.toByteArray()) : Optional.empty();
        } finally {
            client.disconnect();
        }
    }

    private FTPClient connect() throws IOException {
        FTPClient client = new FTPClient();
        client.setControlEncoding("UTF-8");
        client.setConnectTimeout(Math.toIntExact(TO_ANSWER.toMillis()));
        client.setDefaultTimeout(Math.toIntExact(TO_ANSWER.toMillis()));
        client.connect(PartnerServer.HOST, server.port());
        client.enterLocalPassiveMode();
        require(client.login(server.account().username(), server.account().password()), client);
        require(client.setFileType(FTP.BINARY_FILE_TYPE), client);
        return client;
    }

    private static void require(boolean done, FTPClient client) throws IOException {
        if (!done) {
            throw new IOException(
                    "The FTP server says: " + client.getReplyString().strip());
        }
    }
}
