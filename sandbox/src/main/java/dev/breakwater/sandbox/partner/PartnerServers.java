package dev.breakwater.sandbox.partner;

import dev.breakwater.sandbox.server.ServerStack;
import java.nio.file.Path;

/** Two partners' file servers, up and listening on 127.0.0.1: one speaks FTP, the other SFTP. */
public final class PartnerServers implements AutoCloseable {

    /**
     * Where the servers listen.
     *
     * @param ftp 0 for any free port
     * @param passive range of FTP's data connections, such as {@code 12130-12139}; {@code 0} for any free ones
     * @param sftp 0 for any free port
     */
    public record Ports(int ftp, String passive, int sftp) {

        public static Ports free() {
            return new Ports(0, "0", 0);
        }
    }

    private final FtpPartnerServer ftp;
    private final SftpPartnerServer sftp;
    private final ServerStack running = new ServerStack();

    private PartnerServers(FtpPartnerServer ftp, SftpPartnerServer sftp) {
        this.ftp = ftp;
        this.sftp = sftp;
    }

    /**
     * Starts both servers and creates the accounts' folders.
     *
     * @param hostKey file of the SFTP server's key; made when it is not there
     * @throws dev.breakwater.sandbox.server.ServerException when a port is taken; nothing is left running then
     */
    public static PartnerServers start(Ports ports, PartnerAccount ftp, PartnerAccount sftp, Path hostKey) {
        PartnerServers servers = new PartnerServers(
                new FtpPartnerServer(ports.ftp(), ports.passive(), ftp),
                new SftpPartnerServer(ports.sftp(), hostKey, sftp));
        try {
            servers.running.start("the FTP server", ports.ftp(), servers.ftp::start, servers.ftp);
            servers.running.start("the SFTP server", ports.sftp(), servers.sftp::start, servers.sftp);
            return servers;
        } catch (RuntimeException failure) {
            servers.close();
            throw failure;
        }
    }

    public PartnerServer ftp() {
        return ftp;
    }

    public PartnerServer sftp() {
        return sftp;
    }

    /** The line a known_hosts file needs for the SFTP server. */
    public String knownHostsLine() {
        return sftp.knownHostsLine();
    }

    @Override
    public void close() {
        running.close();
    }
}
