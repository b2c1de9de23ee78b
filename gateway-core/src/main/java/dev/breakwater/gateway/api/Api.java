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
 * {@link dev.breakwater.gateway.dispatch.Watch}, {@link dev.breakwater.gateway.push.Pushes}, {@link dev.breakwater.gateway.supplier.Suppliers}, {@link Reviews} and
 * {@link dev.breakwater.gateway.review.Decisions}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    CancellationController.class,
    DecisionController.class,
    QuoteController.class,
    SupplierController.class,
    PauseController.class,
    PluginController.class,
    PushController.class,
    ReviewController.class,
    BulkController.class,
    ProblemAdvice.class,
    ErrorPage.class
})
public class Api {
    /** Three quarters of Tomcat's threads; the rest turn away who comes then, and answer for the gateway's health. */
    static final int MOST_REQUESTS = 150;

    private static final int MOST_QUESTIONS = 50;

    @Bean
    FilterRegistrationBean<AdmissionFilter> admission() {
        return admission(
                MOST_REQUESTS,
                "The gateway has more requests at a time than it can answer; none of it was read.",
                "/v1/*");
    }

    /** Those who ask wait for suppliers, and those who order do not wait for those who ask. */
    @Bean
    FilterRegistrationBean<AdmissionFilter> questions() {
        return admission(
                MOST_QUESTIONS,
                "More quotes are being asked for at a time than the gateway can wait for.",
                LinksView.QUOTES);
    }

    private static FilterRegistrationBean<AdmissionFilter> admission(int places, String detail, String path) {
        FilterRegistrationBean<AdmissionFilter> registration =
                new FilterRegistrationBean<>(new AdmissionFilter(places, detail));
        registration.addUrlPatterns(path);
        registration.setName("admission " + path);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setAsyncSupported(true);
        return registration;
    }

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
