package dev.breakwater.gateway;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.gateway.supplier.SupplierFolders;
import dev.breakwater.gateway.supplier.SupplierRoutes;
import dev.breakwater.gateway.supplier.Suppliers;
import dev.breakwater.gateway.supplier.Way;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;

/**
 * What most code does: a time-out is a failure, what failed is sent again, however late, and whoever writes last is right. The
 * drill has to find it out. It takes the place of the real beans in the drill {@code --naive} only.
 */
final class Naive {
    private static final int TRIES = 3;

    private final GatewaySettings settings;

    Naive(GatewaySettings settings) {
        this.settings = settings;
    }

    @Bean
    Suppliers suppliers(SupplierRoutes routes) {
        SupplierFolders folders = new SupplierFolders(
                settings.config(), settings.plugins(), settings.data().resolve("plugins"));
        return new Suppliers(
                folders, settings.trust(), config -> hopeful(routes.open(config)), routes::close, System::getenv);
    }

    @Bean
    Journal journal(Database database, Watch watch) {
        return new Journal(unfenced(database.dataSource()), GroupCommitSettings.named("journal"), watch::changed);
    }

    private static Way hopeful(Way way) {
        return (request, seal, mayLeave) -> {
            Delivery delivery = way.send(request, seal, () -> true);
            for (int i = 1; i < TRIES && delivery instanceof Delivery.Lost; i++) {
                delivery = way.send(request, seal, () -> true);
            }
            return delivery instanceof Delivery.Lost lost ? new Delivery.NotSent(lost.cause()) : delivery;
        };
    }

    private static DataSource unfenced(DataSource database) {
        return with(
                DataSource.class,
                database,
                (method, result) -> result instanceof Connection connection ? unfenced(connection) : result);
    }

    private static Connection unfenced(Connection connection) {
        return with(Connection.class, connection, (method, result) -> result);
    }

    private interface Afterwards {
        Object apply(String method, Object result);
    }

    private static <T> T with(Class<T> type, T target, Afterwards afterwards) {
        return type.cast(Proxy.newProxyInstance(
                Naive.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        arguments[0] = ((String) arguments[0])
                                .replace("c.version = t.version and c.claimed_by = t.owner", "true")
                                .replace("c.version = t.version", "true");
                    }
                    try {
                        return afterwards.apply(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }
}
