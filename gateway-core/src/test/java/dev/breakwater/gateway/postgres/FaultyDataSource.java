package dev.breakwater.gateway.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A data source whose connections break when told to, before or after COMMIT has reached the server. */
final class FaultyDataSource {
    private final DataSource real;
    private final AtomicInteger refusedConnections = new AtomicInteger();
    private final AtomicInteger lostBeforeCommit = new AtomicInteger();
    private final AtomicInteger lostAfterCommit = new AtomicInteger();

    FaultyDataSource(DataSource real) {
        this.real = real;
    }

    FaultyDataSource refuseConnections(int times) {
        refusedConnections.set(times);
        return this;
    }

    /** COMMIT never reaches the server. */
    FaultyDataSource loseCommitRequests(int times) {
        lostBeforeCommit.set(times);
        return this;
    }

    /** The server commits; its answer is lost. */
    FaultyDataSource loseCommitAnswers(int times) {
        lostAfterCommit.set(times);
        return this;
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection") && refusedConnections.getAndDecrement() > 0) {
                        throw new SQLException("refused by the test", "08001");
                    }
                    Object result = call(() -> method.invoke(real, arguments));
                    return result instanceof Connection connection ? faulty(connection) : result;
                });
    }

    private Connection faulty(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("commit")) {
                        return call(() -> method.invoke(connection, arguments));
                    }
                    if (lostBeforeCommit.getAndDecrement() > 0) {
                        connection.rollback();
                        throw new SQLException("lost by the test", "08006");
                    }
                    connection.commit();
                    if (lostAfterCommit.getAndDecrement() > 0) {
                        throw new SQLException("lost by the test", "08006");
                    }
                    return null;
                });
    }

    private interface Reflective {
        Object invoke() throws IllegalAccessException, InvocationTargetException;
    }

    private static Object call(Reflective call) throws Throwable {
        try {
            return call.invoke();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
