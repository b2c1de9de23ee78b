package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of these plugins sins in one way, and is found out for that reason. */
final class BadPluginsTest {
    static Stream<Arguments> sins() {
        return Stream.of(
                arguments(new PuritySins.ReadsTheClock(), Set.of(Rule.PURE_CODE)),
                arguments(new PuritySins.KeepsAStaticCache(), Set.of(Rule.PURE_CODE)),
                arguments(new PuritySins.Remembers(), Set.of(Rule.SAME_ANSWER)),
                arguments(new PuritySins.DependsOnTheCountry(), Set.of(Rule.SAME_ANSWER)),
                arguments(new PuritySins.SignsByTheCountry(), Set.of(Rule.SAME_ANSWER)),
                arguments(new PuritySins.TrustsReferences(), Set.of(Rule.REFERENCES)),
                arguments(new PuritySins.FailsWithoutSettings(), Set.of(Rule.SETTINGS_MISSING)),
                arguments(new PuritySins.TellsOneProblemAtATime(), Set.of(Rule.SETTINGS_WRONG)),
                arguments(new CommitSins.CommitsUnrecorded(), Set.of(Rule.COMMIT_DECLARED)),
                arguments(new CommitSins.CommitsAgain(), Set.of(Rule.ONE_COMMIT)),
                arguments(new CommitSins.LooksUpByPreparing(), Set.of(Rule.REQUEST_KINDS)),
                arguments(new CommitSins.ClaimsWithoutCommit(), Set.of(Rule.EFFECT_NEEDS_COMMIT)),
                arguments(
                        new StateSins.IsNeverSureAfterACommit(),
                        Set.of(Rule.ACTIVE, Rule.REFUSED, Rule.CUT_AFTER_SENDING)),
                arguments(
                        new StateSins.TakesUsForOthers(),
                        Set.of(Rule.CANCELLED, Rule.CUT_AFTER_SENDING, Rule.TIMEOUT_BUT_DONE)),
                arguments(new StateSins.TrustsTheSuppliersClock(), Set.of(Rule.CANCELLED)),
                arguments(new StateSins.TakesCreditForOthers(), Set.of(Rule.ALREADY_CANCELLED)),
                arguments(new StateSins.TakesRefusalsForBusy(), Set.of(Rule.REFUSED)),
                arguments(new StateSins.TakesTheUnknownForRefused(), Set.of(Rule.NOT_FOUND)),
                arguments(new StateSins.IsNeverBusy(), Set.of(Rule.BUSY)),
                arguments(new StateSins.DropsTheSuppliersWord(), Set.of(Rule.SUPPLIER_WORD)),
                arguments(new CapabilitySins.QuotesUndeclared(), Set.of(Rule.QUOTE)),
                arguments(new CapabilitySins.NeedsNoQuote(), Set.of(Rule.QUOTE_REQUIRED)),
                arguments(new CapabilitySins.AsksForQuotesForEver(), Set.of(Rule.QUOTE_EXPIRED)),
                arguments(new CapabilitySins.KeepsOldTerms(), Set.of(Rule.TERMS_CHANGED)),
                arguments(new CapabilitySins.KnowsOneCurrency(), Set.of(Rule.MONEY)),
                arguments(new CapabilitySins.AppliesEveryWaiver(), Set.of(Rule.WAIVER)),
                arguments(new CapabilitySins.CarriesWaiversUndeclared(), Set.of(Rule.WAIVER)),
                arguments(new CapabilitySins.AnswersLaterUndeclared(), Set.of(Rule.ANSWERS_LATER)),
                arguments(new CapabilitySins.CannotFindOwnReferences(), Set.of(Rule.OWN_REFERENCE)),
                arguments(new CapabilitySins.AsksForOwnReferencesUndeclared(), Set.of(Rule.OWN_REFERENCE)),
                arguments(new CapabilitySins.HasNoPushReader(), Set.of(Rule.PUSHES)),
                arguments(new CapabilitySins.SignsWithItsSecret(), Set.of(Rule.SIGNED_REQUESTS)),
                arguments(new PartialSins.CancelsTheWhole(), Set.of(Rule.PARTIAL)),
                arguments(new PartialSins.CancelsUndeclaredParts(), Set.of(Rule.PARTIAL)),
                arguments(new PartialSins.KeepsTheOldReference(), Set.of(Rule.REMAINING)),
                arguments(new PartialSins.TellsNothingOfTheRest(), Set.of(Rule.REMAINING)),
                arguments(new PartialSins.TellsHalfOfTheRest(), Set.of(Rule.REMAINING)),
                arguments(new PartialSins.TakesWhatIsGoneForTheRest(), Set.of(Rule.REMAINING)),
                arguments(new PartialSins.CancelsTheFirstSeatAgain(), Set.of(Rule.REMAINING)),
                arguments(new WireSins.TakesATimeOutForAFailure(), Set.of(Rule.TIMEOUT_BUT_DONE)),
                arguments(new WireSins.ReadsHalfReplies(), Set.of(Rule.TRUNCATED, Rule.WRONG_CHARSET)),
                arguments(new WireSins.KnowsItsContentTypeOnly(), Set.of(Rule.WRONG_CONTENT_TYPE)),
                arguments(
                        new WireSins.TakesStatus200ForSuccess(),
                        Set.of(Rule.ERROR_WITH_200, Rule.REPLY_TWICE, Rule.DOCTYPE)),
                arguments(new WireSins.FailsOnEmptyReplies(), Set.of(Rule.ERROR_WITH_200, Rule.TRUNCATED)),
                arguments(new WireSins.NeedsTheStackForBrackets(), Set.of(Rule.HUGE_REPLY)),
                arguments(new WireSins.GuessesUnknownWords(), Set.of(Rule.UNKNOWN_WORDS)),
                arguments(new WireSins.ReadsDoctypes(), Set.of(Rule.DOCTYPE)));
    }

    /** Only what keeps state could break that one, and then it is found out for that. */
    @Test
    void everyRuleHasASinner() {
        Set<Rule> broken = sins().flatMap(sin -> ((Set<?>) sin.get()[1]).stream())
                .map(Rule.class::cast)
                .collect(Collectors.toSet());

        assertThat(EnumSet.complementOf(EnumSet.copyOf(broken))).containsExactly(Rule.LOST_BEFORE_SENDING);
    }

    @ParameterizedTest
    @MethodSource("sins")
    void failsForTheRightReason(CoachPlugin sinner, Set<Rule> broken) {
        List<Violation> violations = new Contract(CoachContract.of(sinner)).violations();

        assertThat(violations).as("%s", violations).extracting(Violation::rule).hasSameElementsAs(broken);
        assertThat(violations)
                .allSatisfy(violation -> assertThat(violation)
                        .hasMessageContaining(
                                "docs/contract-kit.md#" + violation.rule().id()));
    }

    @Test
    void whatIsCancelledTwiceIsToldAsSuch() {
        Contract contract = new Contract(CoachContract.of(new PartialSins.CancelsTheFirstSeatAgain()));

        assertThat(contract.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation).hasMessageContaining("is cancelled once more"));
    }
}
