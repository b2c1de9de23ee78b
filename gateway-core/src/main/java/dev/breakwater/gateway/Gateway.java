package dev.breakwater.gateway;

import com.hazelcast.core.HazelcastInstance;
import dev.breakwater.gateway.api.Callers;
import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.cancellation.Members;
import dev.breakwater.gateway.cancellation.Quotes;
import dev.breakwater.gateway.cancellation.Reviews;
import dev.breakwater.gateway.conversation.Conversation.Clocks;
import dev.breakwater.gateway.dispatch.Cluster;
import dev.breakwater.gateway.dispatch.Dispatcher;
import dev.breakwater.gateway.dispatch.Watch;
import dev.breakwater.gateway.intake.Intake;
import dev.breakwater.gateway.partnerfile.PartnerFiles;
import dev.breakwater.gateway.postgres.Database;
import dev.breakwater.gateway.postgres.GroupCommitSettings;
import dev.breakwater.gateway.push.Pushes;
import dev.breakwater.gateway.quote.QuoteDesk;
import dev.breakwater.gateway.review.Alarm;
import dev.breakwater.gateway.review.Bulks;
import dev.breakwater.gateway.review.Decisions;
import dev.breakwater.gateway.supplier.SupplierFolders;
import dev.breakwater.gateway.supplier.SupplierRoutes;
import dev.breakwater.gateway.supplier.Suppliers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.hazelcast.HazelcastAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/** The assembly of the house. Beans close in the reverse order of their making: doors first, the database last. */
@SpringBootApplication(
        exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, HazelcastAutoConfiguration.class})
class Gateway {
    private final GatewaySettings settings;

    Gateway(GatewaySettings settings) {
        this.settings = settings;
    }

    @Bean
    Member member() {
        return Member.in(settings.data());
    }

    @Bean
    Database database(Member member) {
        return Database.open(settings.database());
    }

    @Bean
    Members members(Database database, Member member) {
        return new Members(database.dataSource(), member.owner());
    }

    @Bean
    HazelcastInstance hazelcast(Members members) {
        return Cluster.start("breakwater-" + members.installation(), settings.cluster());
    }

    @Bean
    Watch watch() {
        return new Watch();
    }

    @Bean
    Journal journal(Database database, Watch watch, MeterRegistry meters) {
        Outcomes outcomes = new Outcomes(meters);
        return new Journal(database.dataSource(), GroupCommitSettings.named("journal"), concluded -> {
            outcomes.count(concluded);
            watch.changed(concluded);
        });
    }

    @Bean
    Quotes quotes(Database database) {
        return new Quotes(database.dataSource());
    }

    @Bean
    SupplierRoutes supplierRoutes(CamelContext camel, ObservationRegistry observations) {
        return new SupplierRoutes(Routes.load(camel, settings.routes()), Clocks.SYSTEM.wall(), observations);
    }

    @Bean
    Suppliers suppliers(SupplierRoutes routes) {
        SupplierFolders folders = new SupplierFolders(
                settings.config(), settings.plugins(), settings.data().resolve("plugins"));
        return new Suppliers(folders, settings.trust(), routes::open, routes::close, System::getenv);
    }

    @Bean
    Dispatcher dispatcher(
            Member member,
            Journal journal,
            Quotes quotes,
            Suppliers suppliers,
            HazelcastInstance hazelcast,
            ObservationRegistry observations) {
        journal.releaseClaimsOf(member.name());
        Dispatcher dispatcher = Dispatcher.open(member.owner(), journal, quotes, suppliers, hazelcast, observations);
        settings.afterRestore().ifPresent(dispatcher.afterRestore()::last);
        return dispatcher;
    }

    @Bean
    Intake intake(
            Suppliers suppliers,
            Journal journal,
            Quotes quotes,
            Dispatcher dispatcher,
            Watch watch,
            HazelcastInstance hazelcast) {
        return new Intake(suppliers, journal, quotes, dispatcher, watch, hazelcast);
    }

    @Bean
    Reviews reviews(Journal journal) {
        return new Reviews(journal);
    }

    @Bean
    Decisions decisions(Journal journal, Suppliers suppliers, Dispatcher dispatcher) {
        return new Decisions(journal, suppliers, dispatcher);
    }

    @Bean
    Alarm reviewAlarm(Reviews reviews) {
        return new Alarm(reviews, settings.reviewAlarm(), Clocks.SYSTEM.wall());
    }

    @Bean
    Bulks bulks(Database database, Decisions decisions, Alarm alarm) {
        return new Bulks(database.dataSource(), decisions, alarm);
    }

    @Bean
    Pushes pushes(
            Database database, Journal journal, Suppliers suppliers, Dispatcher dispatcher, MeterRegistry meters) {
        MeterProvider<Counter> counters = Counter.builder("breakwater.pushes")
                .description("Messages that suppliers sent by themselves")
                .withRegistry(meters);
        return new Pushes(
                database.dataSource(),
                journal,
                suppliers,
                dispatcher,
                (supplier, result) -> counters.withTags("supplier", supplier, "result", result.name())
                        .increment());
    }

    @Bean
    QuoteDesk quoteDesk(Suppliers suppliers, Dispatcher dispatcher, Quotes quotes) {
        return new QuoteDesk(suppliers, dispatcher, quotes, Clocks.SYSTEM.wall());
    }

    @Bean
    PartnerFiles partnerFiles(
            Member member,
            CamelContext camel,
            SupplierRoutes routesAreLoaded,
            Database database,
            Intake intake,
            Journal journal) {
        PartnerFiles.Settings where =
                new PartnerFiles.Settings(settings.config(), settings.data().resolve("spool"), member.name());
        return new PartnerFiles(camel, where, database.dataSource(), intake, journal, Clocks.SYSTEM.wall());
    }

    @Bean
    SupplierMeters supplierMeters(MeterRegistry meters, Journal journal, Dispatcher dispatcher, Suppliers suppliers) {
        return new SupplierMeters(meters, journal, dispatcher, suppliers);
    }

    @Bean
    Callers callers() {
        return Callers.open(settings.config());
    }

    @EventListener
    void welcome(ApplicationReadyEvent ready) {
        ready.getApplicationContext().getBean(SupplierMeters.class).start();
        ready.getApplicationContext().getBean(Welcome.class).print();
    }
}
