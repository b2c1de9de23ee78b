package dev.breakwater.subjects.bare;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Passes requests on to the supplier and its replies back: the least a Camel application can do. */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class BareRoute {
    private static final int CONNECTIONS = 64;

    @Bean
    RouteBuilder route(@Value("${subject.supplier}") String supplier) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/bookings?matchOnUriPrefix=true&httpMethodRestrict=POST")
                        .to(supplier + "?bridgeEndpoint=true&throwExceptionOnFailure=false&connectionsPerRoute="
                                + CONNECTIONS + "&maxTotalConnections=" + CONNECTIONS);
            }
        };
    }
}
