package dev.breakwater.sandbox.partner;

import java.util.List;
import java.util.Objects;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** A partner's FTP server on 127.0.0.1: one account, passive mode, file names in UTF-8. */
final class FtpPartnerServer implements PartnerServer {

    private static final String LISTENER = "default";
    private static final int CONNECTIONS = 50;

    private final int port;
    private final String passivePorts;
    private final PartnerAccount account;
    private FtpServer server;
    private Listener listener;

    FtpPartnerServer(int port, String passivePorts, PartnerAccount account) {
        this.port = port;
        this.passivePorts = Objects.requireNonNull(passivePorts, "passivePorts");
        this.account = Objects.requireNonNull(account, "account");
    }

    @Override
    public void start() throws Exception {
        account.createFolders();
        listener = listener();
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener(LISTENER, listener);
        factory.setUserManager(users());
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setAnonymousLoginEnabled(false);
        connections.setMaxLogins(CONNECTIONS);
        factory.setConnectionConfig(connections.createConnectionConfig());
        server = factory.createServer();
        server.start();
    }

    @Override
    public int port() {
        return listener.getPort();
    }

    @Override
    public PartnerAccount account() {
        return account;
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }

    private Listener listener() {
        DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
        data.setActiveEnabled(false);
        data.setPassiveAddress(HOST);
        data.setPassivePorts(passivePorts);
        ListenerFactory factory = new ListenerFactory();
        factory.setServerAddress(HOST);
        factory.setPort(port);
        factory.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        return factory.createListener();
    }

    private UserManager users() throws FtpException {
        BaseUser user = new BaseUser();
        user.setName(account.username());
        user.setPassword(account.password());
        user.setHomeDirectory(account.home().toAbsolutePath().toString());
        user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(CONNECTIONS, CONNECTIONS)));
        UserManager users = new PropertiesUserManagerFactory().createUserManager();
        users.save(user);
        return users;
    }
}
