package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.partnerfile.FileStore.Arrival;
import dev.breakwater.gateway.partnerfile.PartnerFile.State;
import dev.breakwater.gateway.partnerfile.Spool.Spooled;
import dev.breakwater.gateway.partnerfile.Table.Row;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one claimed file: to the local spool, into the journal, and its rows to the one way in. If it fails anywhere, the file
 * stays claimed and is read again, which repeats nothing.
 */
final class Incoming implements Processor {
    /** Where the route moves the file to, relative to the folder of claimed files. */
    static final String PLACE = "partnerFilePlace";

    private static final Logger log = LoggerFactory.getLogger(PartnerFiles.class);
    private static final String DONE = "../../.done";
    private static final String FAILED = "../../../failed";

    private final Profile profile;
    private final FileStore store;
    private final Spool spool;
    private final RowBatches rows;
    private final InstantSource clock;

    Incoming(Profile profile, FileStore store, Spool spool, RowBatches rows, InstantSource clock) {
        this.profile = profile;
        this.store = store;
        this.spool = spool;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws IOException, SQLException {
        String claim = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
        long length = exchange.getMessage().getHeader(Exchange.FILE_LENGTH, 0L, Long.class);
        PartnerFile file;
        try (InputStream content = exchange.getMessage().getMandatoryBody(InputStream.class);
                Spooled spooled = spool.take(content)) {
            if (spooled.size() < length && spooled.size() <= spool.largest()) {
                throw new IOException("only " + spooled.size() + " of " + length + " bytes came");
            }
            file = take(claim, spooled);
        } catch (InvalidPayloadException e) {
            throw new IOException("the file has no content that could be read", e);
        }
        exchange.setProperty(PLACE, file.state() == State.REFUSED ? FAILED : DONE);
    }

    private PartnerFile take(String claim, Spooled spooled) throws IOException, SQLException {
        PartnerFile file = store.register(arrival(claim, spooled));
        // Its detail may repeat what stands in the file, which the log must not.
        log.info(
                "Partner {}: {} received with {} rows: {}; see {}.ack.csv",
                profile.id(),
                Names.printable(file.name()),
                file.rows(),
                file.state(),
                file.answerName());
        if (file.state() == State.RECEIVED) {
            rows.take(profile, file, spooled.path());
            store.validated(file.id());
        }
        return file;
    }

    private Arrival arrival(String claim, Spooled spooled) throws IOException {
        String name = Names.original(claim);
        boolean tooLarge = spooled.size() > spool.largest();
        Survey survey = tooLarge
                ? Survey.refused("The file is larger than " + (spool.largest() >> 20) + " MiB; split it.")
                : survey(spooled);
        return new Arrival(
                profile.id(),
                profile.caller(),
                claim,
                name,
                Names.answerBase(name),
                tooLarge ? "" : spooled.sha256(),
                survey.rows(),
                survey.refusal(),
                survey.notes(),
                clock.instant());
    }

    /** What is known of a file after reading it once, before anything is executed. */
    private record Survey(long rows, Optional<String> refusal, String notes) {
        static Survey refused(String reason) {
            return new Survey(0, Optional.of(reason), "");
        }
    }

    private Survey survey(Spooled spooled) throws IOException {
        try (Table table = Table.open(spooled.path(), profile)) {
            long count = 0;
            for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
                count++;
            }
            if (count == 0) {
                return Survey.refused("The file has a header and no rows.");
            }
            String notes = table.unused().isEmpty()
                    ? ""
                    : "Not used: " + Names.printable(String.join(", ", table.unused())) + ".";
            return new Survey(count, Optional.empty(), notes);
        } catch (FileProblem problem) {
            return Survey.refused(problem.getMessage());
        }
    }
}
