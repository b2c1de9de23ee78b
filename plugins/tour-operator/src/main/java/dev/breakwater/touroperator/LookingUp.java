package dev.breakwater.touroperator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierWord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A look-up: read the booking, and decide by the status of the package or of the segments in question. */
final class LookingUp {
    /** How far the supplier's clock may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final LookupOrder order;
    private final OtaSettings settings;

    LookingUp(LookupOrder order, OtaSettings settings) {
        this.order = order;
        this.settings = settings;
    }

    Step<LookupResult> begin() {
        String reference = order.booking().reference();
        String echoToken = UUID.nameUUIDFromBytes((reference + " " + order.now()).getBytes(UTF_8))
                .toString();
        return Step.ask(new OtaRequests(settings).read(order.booking(), echoToken), wire -> {
            Reply reply = Reply.of(wire, echoToken);
            return Step.answer(read(reply));
        });
    }

    private LookupResult read(Reply reply) {
        BookingReader.Found found =
                new BookingReader(settings).find(reply, order.booking().reference());
        if (found instanceof BookingReader.Found.One one) {
            return found(one.booking());
        }
        return found instanceof BookingReader.Found.Nothing ? notFound(reply.word()) : missed(reply);
    }

    /** Bookings may be hidden once they are cancelled. */
    private LookupResult notFound(SupplierWord word) {
        return order.committed().isPresent() ? new LookupResult.Unknown(word) : new LookupResult.NotFound(word);
    }

    private LookupResult missed(Reply reply) {
        SupplierWord word = reply.word();
        return switch (reply.fault()) {
            case NOT_FOUND -> notFound(word);
            case BUSY, UNCLEAR -> new LookupResult.Busy(word);
            case UNREADABLE,
                    UNRECOGNISED,
                    ALREADY_CANCELLED,
                    TOO_LATE,
                    NOT_CANCELLABLE,
                    WAIVER_REFUSED,
                    UNAUTHORIZED,
                    MALFORMED,
                    TERMS_CHANGED -> new LookupResult.Unknown(word);
        };
    }

    private LookupResult found(Booking booking) {
        SupplierWord word = booking.word();
        List<ItemStanding> standings = booking.standings(order.unit().scope());
        List<ScopeItem> cancelled = ItemStanding.items(standings, standing -> standing == Standing.CANCELLED);
        List<ScopeItem> remaining = ItemStanding.items(standings, standing -> standing != Standing.CANCELLED);
        if (stands(standings, Standing.UNKNOWN)) {
            return new LookupResult.Unknown(word);
        }
        if (stands(standings, Standing.PENDING)) {
            return new LookupResult.Pending(word);
        }
        if (cancelled.isEmpty()) {
            return notCancelled(standings, word);
        }
        Restitution restitution = new Restitution(booking, settings.refunds());
        return remaining.isEmpty()
                ? new LookupResult.Cancelled(
                        author(restitution),
                        restitution.refund(),
                        References.aliases(
                                order.booking(), RecordId.references(booking.ids(), settings.bookingIdType())),
                        word)
                : new LookupResult.PartlyCancelled(
                        author(restitution), cancelled, remaining, Optional.empty(), restitution.refund(), word);
    }

    private LookupResult notCancelled(List<ItemStanding> standings, SupplierWord word) {
        if (stands(standings, Standing.ACTIVE)) {
            return new LookupResult.Active(word);
        }
        if (stands(standings, Standing.USED)) {
            return new LookupResult.Gone(RefusalCode.TOO_LATE, word);
        }
        return stands(standings, Standing.DECLINED)
                ? new LookupResult.Gone(RefusalCode.ALREADY_CANCELLED, word)
                : notFound(word);
    }

    /** Nothing in a booking bears the mark of our commit. That all was paid back before it left tells that it was not ours. */
    private Author author(Restitution restitution) {
        if (order.committedSince().isEmpty()) {
            return Author.OTHERS;
        }
        Instant earliest = order.committedSince().get().minus(CLOCK_SKEW);
        return restitution.wasCompleteBefore(earliest) ? Author.OTHERS : Author.UNKNOWN;
    }

    private static boolean stands(List<ItemStanding> standings, Standing standing) {
        return standings.stream().anyMatch(one -> one.standing() == standing);
    }
}
