package dev.breakwater.gateway.api;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.intake.Intake;
import io.swagger.v3.oas.models.OpenAPI;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * The unified API. To be imported where there are beans of {@link Callers}, {@link Intake},
 * {@link dev.breakwater.gateway.quote.QuoteDesk}, {@link Journal}, {@link dev.breakwater.gateway.dispatch.Dispatcher},
 * {@link dev.breakwater.gateway.dispatch.Watch}, {@link dev.breakwater.gateway.supplier.Suppliers}, {@link Reviews} and
 * {@link dev.breakwater.gateway.review.Decisions}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    CancellationController.class,
    DecisionController.class,
    QuoteController.class,
    SupplierController.class,
    PauseController.class,
    ReviewController.class,
    BulkController.class,
    ProblemAdvice.class,
    ErrorPage.class
})
public class Api {
    @Bean
    FilterRegistrationBean<AccessFilter> access(Callers callers) {
        FilterRegistrationBean<AccessFilter> registration = new FilterRegistrationBean<>(new AccessFilter(callers));
        registration.addUrlPatterns("/v1/*");
        registration.setAsyncSupported(true);
        return registration;
    }

    /** Before anything else is asked or read. */
    @Bean
    FilterRegistrationBean<DrainFilter> drain(Intake intake) {
        FilterRegistrationBean<DrainFilter> registration = new FilterRegistrationBean<>(new DrainFilter(intake));
        registration.addUrlPatterns("/v1/*");
        registration.setAsyncSupported(true);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean(destroyMethod = "close")
    Waiting waiting(Journal journal, Intake intake) {
        return new Waiting(journal, intake::isOpen);
    }

    @Bean
    Desk desk(Journal journal, Reviews reviews) {
        return new Desk(journal, reviews);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return factory -> factory.addContextCustomizers(
                context -> ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName()));
    }

    @Bean
    OpenAPI description() {
        return Description.frame();
    }

    @Bean
    OpenApiCustomizer problems() {
        return Description::complete;
    }
}
