package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.JournalUnavailable;
import dev.breakwater.gateway.cancellation.Sums;
import dev.breakwater.gateway.cancellation.UnitProgress;
import dev.breakwater.gateway.partnerfile.Condition.Road;
import dev.breakwater.gateway.partnerfile.FileStore.OpenRow;
import dev.breakwater.gateway.partnerfile.FileStore.Outcome;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.Refund;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees how a partner's rows end, and sends its answers until they have arrived. Used by one thread. */
final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(PartnerFiles.class);
    private static final int ROWS_AT_A_TIME = 2_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Profile profile;
    private final Desk desk;
    private final Sender sender;
    private final Condition condition;
    private final Stop stop;
    private final AnswerFile writer;
    private Optional<OpenRow> looked = Optional.empty();
    private Instant notBefore = Instant.MIN;
    private Duration wait = FIRST_WAIT;
    private boolean released;

    /** Writes a file into the partner's folder. */
    interface Sender {
        /** @throws PartnerRoutes.NameTaken if there is one of this name */
        void send(Path content, String name) throws Exception;
    }

    Outbox(Profile profile, Desk desk, Sender sender, Condition condition, Stop stop) {
        this.profile = profile;
        this.desk = desk;
        this.sender = sender;
        this.condition = condition;
        this.stop = stop;
        this.writer = new AnswerFile(desk.store(), profile);
    }

    /** Does what there is to do now. */
    void work() {
        try {
            if (!released) {
                desk.store().releaseAnswers(profile.id(), desk.node());
                released = true;
            }
            settle();
            desk.store().finish(profile.id());
            deliver();
            condition.works(Road.JOURNAL);
        } catch (SQLException | JournalUnavailable e) {
            condition.fails(Road.JOURNAL, e);
        } catch (Stop.Stopped e) {
            log.debug("Partner {}: {}", profile.id(), e.getMessage());
        }
    }

    /** One portion of the open rows; the next one continues behind it, and begins anew at the end. */
    private void settle() throws SQLException {
        List<OpenRow> open = desk.store().openRows(profile.id(), looked, ROWS_AT_A_TIME);
        looked = open.size() < ROWS_AT_A_TIME ? Optional.empty() : Optional.of(open.get(open.size() - 1));
        if (open.isEmpty()) {
            return;
        }
        Map<UUID, Cancellation> ended = new HashMap<>();
        desk.journal().find(open.stream().map(OpenRow::cancellation).distinct().toList()).stream()
                .filter(cancellation -> cancellation.status().isFinal())
                .forEach(cancellation -> ended.put(cancellation.id(), cancellation));
        desk.store()
                .settle(open.stream()
                        .filter(row -> ended.containsKey(row.cancellation()))
                        .map(row -> outcome(row, ended.get(row.cancellation())))
                        .toList());
    }

    private static Outcome outcome(OpenRow row, Cancellation cancellation) {
        List<Optional<Money>> refunds = cancellation.progress().units().stream()
                .map(UnitProgress::refund)
                .flatMap(Optional::stream)
                .map(Refund::amount)
                .toList();
        Optional<Money> refund = Sums.of(refunds);
        return new Outcome(
                row,
                cancellation.status().name(),
                cancellation.reason().name(),
                refund.map(Money::amount).orElse(""),
                refund.map(money -> money.currency().getCurrencyCode()).orElse(""),
                printable(cancellation.progress().word().code()));
    }

    /** PostgreSQL keeps no NUL, and one row must not hold up the answers to all others. */
    private static String printable(String code) {
        return code.replace('\0', ' ');
    }

    private void deliver() throws SQLException {
        while (!desk.clock().instant().isBefore(notBefore)) {
            stop.check();
            Optional<Answer> answer = desk.store().nextAnswer(profile.id(), desk.node());
            if (answer.isEmpty()) {
                return;
            }
            deliver(answer.get());
        }
    }

    private void deliver(Answer answer) throws SQLException {
        try {
            Path content = desk.spool().next();
            try {
                writer.write(answer, content);
                sender.send(content, answer.name());
            } finally {
                Files.deleteIfExists(content);
            }
            desk.store().delivered(answer);
            log.info("Partner {}: {} is in out/", profile.id(), answer.name());
            condition.works(Road.OUTBOX);
            wait = FIRST_WAIT;
        } catch (PartnerRoutes.NameTaken e) {
            desk.store().renamed(answer);
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            desk.store().waits(answer);
            condition.fails(Road.OUTBOX, e);
            notBefore = desk.clock().instant().plus(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }
}
