package dev.breakwater.testkit;

import static dev.breakwater.plugin.Step.answer;
import static dev.breakwater.plugin.Step.ask;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupOrder;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.SettingsException;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.Step;
import dev.breakwater.plugin.SupplierProtocol;
import dev.breakwater.plugin.SupplierSettings;
import dev.breakwater.plugin.SupplierWord;
import dev.breakwater.plugin.WireRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plugins that are no pure functions, or trust references and settings. */
final class PuritySins {
    private PuritySins() {}

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
}
