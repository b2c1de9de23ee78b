package dev.breakwater.testkit;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.LookupResult.Author;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.Refund;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.RequestKind;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plugins that keep every rule but one. */
final class Sins {
    private Sins() {}

    private static Set<Capability> with(Capability more) {
        Set<Capability> all = new HashSet<>(CoachPlugin.CAPABILITIES);
        all.add(more);
        return all;
    }

    private static Set<Capability> without(Capability less) {
        Set<Capability> all = new HashSet<>(CoachPlugin.CAPABILITIES);
        all.remove(less);
        return all;
    }

    static final class CommitsUnrecorded extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                WireRequest commit(UnitOrder order) {
                    return commit(order, RequestKind.READ);
                }
            };
        }
    }

    static final class TakesATimeOutForAFailure extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.status() == 504 ? new CancelResult.Busy(reply.word()) : super.cancelled(reply);
                }
            };
        }
    }

    static final class CommitsAgain extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    return reply.status() == 503
                            ? ask(commit(order), second -> super.replied(order, second))
                            : super.replied(order, reply);
                }
            };
        }
    }

    static final class Remembers extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            int[] calls = new int[1];
            return new CoachProtocol() {
                @Override
                LookupResult standing(LookupOrder order, CoachReply reply) {
                    return calls[0]++ % 2 == 0 ? super.standing(order, reply) : new LookupResult.Unknown(reply.word());
                }
            };
        }
    }

    static final class ReadsTheClock extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return Instant.now().isBefore(Instant.EPOCH)
                            ? new CancelResult.Unknown(reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class KeepsAStaticCache extends CoachPlugin {
        private static final HashMap<String, String> CACHE = new HashMap<>();

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            CACHE.put("last", settings.supplier());
            return super.protocol(settings);
        }
    }

    static final class DependsOnTheCountry extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult standing(LookupOrder order, CoachReply reply) {
                    return reply.told().equals("200 active")
                            ? new LookupResult.Active(new SupplierWord(String.format("%d", 200), ""))
                            : super.standing(order, reply);
                }
            };
        }
    }

    static final class TakesStatus200ForSuccess extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.status() == 200
                            ? new CancelResult.Cancelled(Refund.UNKNOWN, Set.of(), reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class GuessesUnknownWords extends CoachPlugin {
        private static final Set<String> KNOWN = Set.of("active", "partly", "cancelled", "cancelling");

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult standing(LookupOrder order, CoachReply reply) {
                    boolean untold = reply.value("state")
                            .filter(state -> !KNOWN.contains(state))
                            .isPresent();
                    return untold ? new LookupResult.Active(reply.word()) : super.standing(order, reply);
                }
            };
        }
    }

    static final class ReadsHalfReplies extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    boolean half = reply.status() == 200
                            && !reply.body().isEmpty()
                            && !reply.text().endsWith("\n.\n")
                            && !reply.text().startsWith("<html")
                            && reply.body().length() < 1000;
                    return half ? answer(new CancelResult.Busy(SupplierWord.NONE)) : super.replied(order, reply);
                }
            };
        }
    }

    static final class TakesCreditForOthers extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Author author(LookupOrder order, CoachReply reply) {
                    return order.committed().isPresent() ? Author.US : Author.OTHERS;
                }
            };
        }
    }

    static final class TakesUsForOthers extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Author author(LookupOrder order, CoachReply reply) {
                    return Author.OTHERS;
                }
            };
        }
    }

    static final class TrustsTheSuppliersClock extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Author author(LookupOrder order, CoachReply reply) {
                    boolean before = reply.value("at")
                            .filter(at -> order.committedSince()
                                    .filter(since -> at.compareTo(since.toString()) < 0)
                                    .isPresent())
                            .isPresent();
                    return before ? Author.OTHERS : super.author(order, reply);
                }
            };
        }
    }

    static final class KnowsOneCurrency extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Terms terms(CoachReply reply) {
                    Terms terms = super.terms(reply);
                    return terms.penalty()
                            .map(penalty -> new Terms(
                                    Optional.of(new Money(settings.currency(), penalty.minorUnits())),
                                    Optional.empty(),
                                    List.of(),
                                    Confidence.ESTIMATED))
                            .orElse(terms);
                }
            };
        }
    }

    static final class KeepsOldTerms extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                QuoteResult quoted(QuoteOrder order, CoachReply reply) {
                    return super.quoted(order, order.previous().isEmpty() ? reply : withOldTerms(order, reply));
                }

                private CoachReply withOldTerms(QuoteOrder order, CoachReply reply) {
                    Map<String, String> values = new HashMap<>(reply.values());
                    values.put("penalty", order.previous().get(0).carried().get("penalty"));
                    return new CoachReply(reply.status(), values);
                }
            };
        }
    }

    static final class CancelsTheWhole extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                WireRequest commit(UnitOrder order) {
                    Unit whole = Unit.whole(List.of());
                    return super.commit(new UnitOrder(
                            order.booking(), whole, order.reason(), order.waiver(), order.key(), order.now()));
                }
            };
        }
    }

    static final class CancelsUndeclaredParts extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                boolean accepts(Unit unit) {
                    return true;
                }
            };
        }
    }

    static final class AsksForQuotesForEver extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.QUOTE_REQUIRED);
        }

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Step<CancelResult> cancel(UnitOrder order) {
                    return order.unit().carried().isEmpty()
                            ? answer(new CancelResult.QuoteExpired(SupplierWord.NONE))
                            : super.cancel(order);
                }

                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.told().equals("409 expired")
                            ? new CancelResult.Refused(RefusalCode.NOT_CANCELLABLE, reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class KnowsItsContentTypeOnly extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    boolean binary = reply.header("Content-Type")
                            .filter("application/octet-stream"::equals)
                            .isPresent();
                    return binary ? answer(new CancelResult.Busy(SupplierWord.NONE)) : super.replied(order, reply);
                }
            };
        }
    }

    static final class IsNeverSureAfterACommit extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                LookupResult standing(LookupOrder order, CoachReply reply) {
                    LookupResult standing = super.standing(order, reply);
                    return standing instanceof LookupResult.Active
                                    && order.committed().isPresent()
                            ? new LookupResult.Unknown(reply.word())
                            : standing;
                }
            };
        }
    }

    static final class ReadsDoctypes extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    String text = reply.text().replaceAll("<!DOCTYPE a( \\[.*])?>", "");
                    return super.replied(order, new WireReply(reply.status(), reply.headers(), Bytes.utf8(text)));
                }
            };
        }
    }

    static final class AnswersLaterUndeclared extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return without(Capability.ANSWERS_LATER);
        }

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    CancelResult result = super.cancelled(reply);
                    return result instanceof CancelResult.Cancelled ? new CancelResult.Pending(reply.word()) : result;
                }
            };
        }
    }

    static final class QuotesUndeclared extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return Set.of(Capability.PARTIAL, Capability.ANSWERS_LATER);
        }
    }

    static final class AppliesEveryWaiver extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                QuoteResult quoted(QuoteOrder order, CoachReply reply) {
                    return super.quoted(order, reply) instanceof QuoteResult.Quoted quoted
                            ? new QuoteResult.Quoted(
                                    quoted.units(),
                                    quoted.expiresAt(),
                                    order.waiver().isPresent(),
                                    quoted.word())
                            : super.quoted(order, reply);
                }
            };
        }
    }

    static final class CarriesWaiversUndeclared extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return without(Capability.WAIVER);
        }
    }

    static final class NeedsNoQuote extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.QUOTE_REQUIRED);
        }
    }

    static final class CannotFindOwnReferences extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.LOOKUP_BY_OWN_REFERENCE);
        }
    }

    static final class AsksForOwnReferencesUndeclared extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Step<LookupResult> lookup(LookupOrder order) {
                    String own = order.booking().ownReference().orElse("none");
                    WireRequest read = WireRequest.get(path(order.booking()) + "?own=" + own, Map.of());
                    return ask(read, reply -> answer(standing(order, CoachReply.read(reply))));
                }
            };
        }
    }

    static final class HasNoPushReader extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.PUSHES);
        }
    }

    static final class SignsWithItsSecret extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.SIGNED_REQUESTS);
        }

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Optional<Signer> signer() {
                    return Optional.of((request, key, now) -> Map.of("Authorization", key.id() + " " + key.secret()));
                }
            };
        }
    }

    static final class SignsByTheCountry extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.SIGNED_REQUESTS);
        }

        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Optional<Signer> signer() {
                    return Optional.of((request, key, now) ->
                            Map.of("Authorization", String.format("%s at %d", key.id(), now.getEpochSecond())));
                }
            };
        }
    }

    static final class LooksUpByPreparing extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Step<LookupResult> lookup(LookupOrder order) {
                    WireRequest prepare =
                            WireRequest.json(RequestKind.PREPARE, "POST", path(order.booking()), Map.of(), "{}");
                    return ask(prepare, reply -> answer(standing(order, CoachReply.read(reply))));
                }
            };
        }
    }

    static final class ClaimsWithoutCommit extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public Step<CancelResult> cancel(UnitOrder order) {
                    WireRequest read = WireRequest.get(path(order.booking()), Map.of());
                    return ask(
                            read,
                            reply -> CoachReply.read(reply).told().equals("200 active")
                                    ? super.cancel(order)
                                    : answer(new CancelResult.Unknown(
                                            CoachReply.read(reply).word())));
                }
            };
        }
    }

    static final class FailsOnEmptyReplies extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    char first = reply.text().charAt(0);
                    return first == '\u0000'
                            ? answer(new CancelResult.Unknown(SupplierWord.NONE))
                            : super.replied(order, reply);
                }
            };
        }
    }

    static final class NeedsTheStackForBrackets extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                Step<CancelResult> replied(UnitOrder order, WireReply reply) {
                    return depth(reply.text(), 0) > 0
                            ? answer(new CancelResult.Unknown(SupplierWord.NONE))
                            : super.replied(order, reply);
                }

                private int depth(String text, int at) {
                    return at < text.length() && text.charAt(at) == '[' ? 1 + depth(text, at + 1) : 0;
                }
            };
        }
    }

    static final class TrustsReferences extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                public BookingKey canonical(BookingReference reference) {
                    return reference.reference().startsWith("..")
                            ? new BookingKey(reference.reference())
                            : super.canonical(reference);
                }

                @Override
                public Step<LookupResult> lookup(LookupOrder order) {
                    WireRequest read =
                            WireRequest.get("/tickets/" + order.booking().reference(), Map.of());
                    return ask(read, reply -> answer(standing(order, CoachReply.read(reply))));
                }
            };
        }
    }

    static final class FailsWithoutSettings extends CoachPlugin {
        @Override
        public SupplierProtocol open(SupplierSettings settings) {
            settings.value(AGENCY).orElseThrow();
            return super.open(settings);
        }
    }

    static final class TellsOneProblemAtATime extends CoachPlugin {
        @Override
        public SupplierProtocol open(SupplierSettings settings) {
            try {
                return super.open(settings);
            } catch (SettingsException e) {
                throw new SettingsException(e.problems().subList(0, 1));
            }
        }
    }

    static final class DropsTheSuppliersWord extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    CancelResult result = super.cancelled(reply);
                    return result instanceof CancelResult.Refused refused
                            ? new CancelResult.Refused(refused.code(), SupplierWord.NONE)
                            : result;
                }
            };
        }
    }

    static final class IsNeverBusy extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    CancelResult result = super.cancelled(reply);
                    return result instanceof CancelResult.Busy ? new CancelResult.Unknown(reply.word()) : result;
                }
            };
        }
    }

    static final class TakesRefusalsForBusy extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.told().equals("409 departed")
                            ? new CancelResult.Busy(reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }

    static final class TakesTheUnknownForRefused extends CoachPlugin {
        @Override
        SupplierProtocol protocol(SupplierSettings settings) {
            return new CoachProtocol() {
                @Override
                CancelResult cancelled(CoachReply reply) {
                    return reply.told().equals("404 unknown")
                            ? new CancelResult.Refused(RefusalCode.TOO_LATE, reply.word())
                            : super.cancelled(reply);
                }
            };
        }
    }
}
