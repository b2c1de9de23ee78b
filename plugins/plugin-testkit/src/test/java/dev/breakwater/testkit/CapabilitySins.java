package dev.breakwater.testkit;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;

import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Confidence;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.Money;
import dev.breakwater.plugin.QuoteOrder;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.RefusalCode;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.Terms;
import dev.breakwater.plugin.UnitOrder;
import dev.breakwater.plugin.WireRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plugins that cannot do what they declare, or do what they do not, or tell other terms than the supplier. */
final class CapabilitySins {
    private CapabilitySins() {}

    static final class QuotesUndeclared extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return Set.of(Capability.PARTIAL, Capability.ANSWERS_LATER);
        }
    }

    static final class NeedsNoQuote extends CoachPlugin {
        @Override
        Set<Capability> capabilities() {
            return with(Capability.QUOTE_REQUIRED);
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
}
