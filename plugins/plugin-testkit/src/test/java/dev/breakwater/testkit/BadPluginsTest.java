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
                arguments(new Sins.CommitsUnrecorded(), Set.of(Rule.COMMIT_DECLARED)),
                arguments(new Sins.TakesATimeOutForAFailure(), Set.of(Rule.TIMEOUT_BUT_DONE)),
                arguments(new Sins.CommitsAgain(), Set.of(Rule.ONE_COMMIT)),
                arguments(new Sins.Remembers(), Set.of(Rule.SAME_ANSWER)),
                arguments(new Sins.ReadsTheClock(), Set.of(Rule.PURE_CODE)),
                arguments(new Sins.KeepsAStaticCache(), Set.of(Rule.PURE_CODE)),
                arguments(new Sins.DependsOnTheCountry(), Set.of(Rule.SAME_ANSWER)),
                arguments(
                        new Sins.TakesStatus200ForSuccess(),
                        Set.of(Rule.ERROR_WITH_200, Rule.REPLY_TWICE, Rule.DOCTYPE)),
                arguments(new Sins.GuessesUnknownWords(), Set.of(Rule.UNKNOWN_WORDS)),
                arguments(new Sins.ReadsHalfReplies(), Set.of(Rule.TRUNCATED, Rule.WRONG_CHARSET)),
                arguments(new Sins.TakesCreditForOthers(), Set.of(Rule.ALREADY_CANCELLED)),
                arguments(
                        new Sins.TakesUsForOthers(),
                        Set.of(Rule.CANCELLED, Rule.CUT_AFTER_SENDING, Rule.TIMEOUT_BUT_DONE)),
                arguments(new Sins.TrustsTheSuppliersClock(), Set.of(Rule.CANCELLED)),
                arguments(new Sins.KnowsOneCurrency(), Set.of(Rule.MONEY)),
                arguments(new Sins.KeepsOldTerms(), Set.of(Rule.TERMS_CHANGED)),
                arguments(new Sins.CancelsTheWhole(), Set.of(Rule.PARTIAL)),
                arguments(new Sins.CancelsUndeclaredParts(), Set.of(Rule.PARTIAL)),
                arguments(new Sins.AsksForQuotesForEver(), Set.of(Rule.QUOTE_EXPIRED)),
                arguments(new Sins.KnowsItsContentTypeOnly(), Set.of(Rule.WRONG_CONTENT_TYPE)),
                arguments(
                        new Sins.IsNeverSureAfterACommit(), Set.of(Rule.ACTIVE, Rule.REFUSED, Rule.CUT_AFTER_SENDING)),
                arguments(new Sins.ReadsDoctypes(), Set.of(Rule.DOCTYPE)),
                arguments(new Sins.AnswersLaterUndeclared(), Set.of(Rule.ANSWERS_LATER)),
                arguments(new Sins.QuotesUndeclared(), Set.of(Rule.QUOTE)),
                arguments(new Sins.AppliesEveryWaiver(), Set.of(Rule.WAIVER)),
                arguments(new Sins.CarriesWaiversUndeclared(), Set.of(Rule.WAIVER)),
                arguments(new Sins.NeedsNoQuote(), Set.of(Rule.QUOTE_REQUIRED)),
                arguments(new Sins.CannotFindOwnReferences(), Set.of(Rule.OWN_REFERENCE)),
                arguments(new Sins.AsksForOwnReferencesUndeclared(), Set.of(Rule.OWN_REFERENCE)),
                arguments(new Sins.HasNoPushReader(), Set.of(Rule.PUSHES)),
                arguments(new Sins.SignsWithItsSecret(), Set.of(Rule.SIGNED_REQUESTS)),
                arguments(new Sins.SignsByTheCountry(), Set.of(Rule.SAME_ANSWER)),
                arguments(new Sins.LooksUpByPreparing(), Set.of(Rule.REQUEST_KINDS)),
                arguments(new Sins.ClaimsWithoutCommit(), Set.of(Rule.EFFECT_NEEDS_COMMIT)),
                arguments(new Sins.FailsOnEmptyReplies(), Set.of(Rule.ERROR_WITH_200, Rule.TRUNCATED)),
                arguments(new Sins.NeedsTheStackForBrackets(), Set.of(Rule.HUGE_REPLY)),
                arguments(new Sins.TrustsReferences(), Set.of(Rule.REFERENCES)),
                arguments(new Sins.FailsWithoutSettings(), Set.of(Rule.SETTINGS_MISSING)),
                arguments(new Sins.TellsOneProblemAtATime(), Set.of(Rule.SETTINGS_WRONG)),
                arguments(new Sins.DropsTheSuppliersWord(), Set.of(Rule.SUPPLIER_WORD)),
                arguments(new Sins.IsNeverBusy(), Set.of(Rule.BUSY)),
                arguments(new Sins.TakesRefusalsForBusy(), Set.of(Rule.REFUSED)),
                arguments(new Sins.TakesTheUnknownForRefused(), Set.of(Rule.NOT_FOUND)));
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
}
