package dev.breakwater.subjects.plain;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Cancels bookings: one committed statement when an order is accepted, one before the supplier is asked, one with its answer. */
@SpringBootApplication(exclude = {CamelAutoConfiguration.class, SpringBootPlatformHttpAutoConfiguration.class})
public class PlainService {

    @Bean
    Cancellations cancellations(DataSource dataSource) {
        Cancellations cancellations = new Cancellations(new JdbcTemplate(dataSource));
        cancellations.createTable();
        return cancellations;
    }

    @Bean
    SupplierClient supplierClient(@Value("${subject.supplier}") URI supplier, ObjectMapper json) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        return new SupplierClient(http, supplier, json);
    }
}
