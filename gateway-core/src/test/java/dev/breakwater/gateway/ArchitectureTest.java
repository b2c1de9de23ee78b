package dev.breakwater.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyBeCalledByClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.cancellation.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms of the house, and the arrows between them, which point only down. */
@AnalyzeClasses(
        packages = {"dev.breakwater.gateway", "dev.breakwater.plugin"},
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.breakwater.gateway";
    private static final String PLUGIN_API = "dev.breakwater.plugin";

    /** Each room, and the rooms it may see. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            room("config"),
            room("postgres"),
            room("conversation"),
            room("supplier", "conversation", "config"),
            room("cancellation", "conversation", "postgres"),
            room("dispatch", "supplier", "cancellation", "conversation", "postgres", "config"),
            room("quote", "dispatch", "supplier", "cancellation", "conversation", "postgres", "config"),
            room("intake", "dispatch", "supplier", "cancellation", "conversation", "postgres", "config"),
            room("push", "dispatch", "supplier", "cancellation", "postgres"),
            room("review", "dispatch", "supplier", "cancellation", "postgres"),
            room(
                    "partnerfile",
                    "intake",
                    "quote",
                    "dispatch",
                    "supplier",
                    "cancellation",
                    "conversation",
                    "postgres",
                    "config"),
            room(
                    "api",
                    "intake",
                    "quote",
                    "review",
                    "push",
                    "dispatch",
                    "supplier",
                    "cancellation",
                    "conversation",
                    "postgres",
                    "config"));

    private static Map.Entry<String, Set<String>> room(String name, String... below) {
        return Map.entry(name, Set.of(below));
    }

    private ArchitectureTest() {}

    @ArchTest
    static void everyRoomSeesOnlyWhatLiesBelow(JavaClasses house) {
        ARROWS.forEach((room, below) -> {
            Set<String> packages = below.stream().map(name -> ROOT + "." + name).collect(Collectors.toSet());
            packages.addAll(Set.of(ROOT + "." + room, PLUGIN_API));
            EvaluationResult result = classes()
                    .that()
                    .resideInAPackage(ROOT + "." + room)
                    .should()
                    .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("dev.breakwater..")
                            .or(resideInAnyPackage(packages.toArray(String[]::new))))
                    .allowEmptyShould(true)
                    .evaluate(house);
            assertThat(result.getFailureReport().getDetails()).as(room).isEmpty();
        });
    }

    @ArchTest
    static void everyRoomIsKnown(JavaClasses house) {
        Set<String> rooms = house.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ARROWS.keySet()).containsAll(rooms);
    }

    @ArchTest
    static void nothingRunsInACircle(JavaClasses house) {
        ArchRule rule = slices().matching("dev.breakwater.gateway.(*)").should().beFreeOfCycles();
        rule.check(house);
    }

    @ArchTest
    static void aConversationIsPureJavaOnThePluginApi(JavaClasses house) {
        ArchRule rule = classes()
                .that()
                .resideInAPackage(ROOT + ".conversation")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        ROOT + ".conversation", PLUGIN_API, "java.lang..", "java.util..", "java.time.."));
        rule.check(house);
    }

    @ArchTest
    static void thePluginApiNeedsNothingButJava(JavaClasses house) {
        ArchRule rule = classes()
                .that()
                .resideInAPackage(PLUGIN_API)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLUGIN_API, "java.."));
        rule.check(house);
    }

    /** What does not know Camel, Hazelcast, the database or the web cannot leak it. */
    @ArchTest
    static void everyTechniqueHasItsRoom(JavaClasses house) {
        only(house, List.of("org.apache.camel.."), "supplier", "partnerfile");
        only(house, List.of("com.hazelcast..", "io.github.bucket4j.."), "dispatch", "intake");
        only(house, List.of("org.pf4j.."), "supplier");
        only(house, List.of("java.sql..", "javax.sql.."), "postgres", "cancellation", "partnerfile", "review", "push");
        only(house, List.of("org.springframework.web..", "jakarta.servlet.."), "api");
        only(house, List.of("org.yaml.."), "config", "supplier", "api", "partnerfile");
    }

    private static void only(JavaClasses house, List<String> technique, String... rooms) {
        String[] allowed = Stream.concat(Stream.of(ROOT), Stream.of(rooms).map(room -> ROOT + "." + room))
                .toArray(String[]::new);
        EvaluationResult result = classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(allowed)
                .should()
                .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackages(technique.toArray(String[]::new)))
                .evaluate(house);
        assertThat(result.getFailureReport().getDetails())
                .as(technique.toString())
                .isEmpty();
    }

    @ArchTest
    static void aCancellationIsMadeByTheJournalOnly(JavaClasses house) {
        ArchRule rule = constructors()
                .that()
                .areDeclaredIn(Cancellation.class)
                .should(onlyBeCalledByClassesThat(resideInAnyPackage(ROOT + ".cancellation")));
        rule.check(house);
    }

    @ArchTest
    static void aStateIsDecidedByAVerdictOrAPersonOnlyAndKeptByANudge(JavaClasses house) {
        ArchRule rule = constructors()
                .that()
                .areDeclaredIn(Change.Conclusion.class)
                .should(onlyBeCalledByClassesThat(JavaClass.Predicates.simpleName("Verdict")
                        .or(JavaClass.Predicates.simpleName("Next"))
                        .or(JavaClass.Predicates.simpleName("Nudge"))));
        rule.check(house);
    }

    @ArchTest
    static void everyConclusionIsHeldAgainstTheTable(JavaClasses house) {
        ArchRule rule = methods()
                .that()
                .areDeclaredIn(ROOT + ".cancellation.Transitions")
                .and()
                .haveName("check")
                .should(onlyBeCalledByClassesThat(JavaClass.Predicates.equivalentTo(Change.Conclude.class)
                        .or(JavaClass.Predicates.equivalentTo(Change.Decide.class))));
        rule.check(house);
    }
}
