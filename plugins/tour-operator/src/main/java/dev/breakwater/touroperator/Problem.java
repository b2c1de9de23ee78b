package dev.breakwater.touroperator;

import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error or a warning.
 *
 * @param code of the code list ERR; empty if there is none
 * @param type of the code list EWT; empty if there is none
 * @param effect whether something was executed in spite of it
 * @param word what the supplier said literally
 */
record Problem(String code, String type, Effect effect, SupplierWord word) {
    /** What {@code @Status} says about the request that went wrong. */
    enum Effect {
        NOTHING,
        SOMETHING,
        UNTOLD
    }

    private static final WordTable<Effect> EFFECTS = new WordTable<>("error-effects.properties", Effect::valueOf);

    /** The children of that name in a list of that name; a list that is there is never empty. */
    static List<Problem> in(Xml message, String list, String name) {
        List<Xml> lists = message.children(list);
        List<Problem> problems = lists.stream()
                .flatMap(one -> one.children(name).stream())
                .map(one -> of(one, "Code"))
                .toList();
        return lists.isEmpty() || !problems.isEmpty() ? problems : List.of(of(lists.get(0), "Code"));
    }

    /** @param codeName the attribute that holds the code */
    static Problem of(Xml xml, String codeName) {
        String code = OtaCode.number(xml.attribute(codeName).orElse(""), "ERR");
        String type = OtaCode.number(xml.attribute("Type").orElse(""), "EWT");
        Effect effect = xml.attribute("Status")
                .map(word -> EFFECTS.meaning(word).orElse(Effect.SOMETHING))
                .orElse(Effect.UNTOLD);
        String text = Stream.of(
                        xml.attribute("ShortText").orElse(""),
                        xml.attribute("ErrorMessage").orElse(""),
                        xml.text())
                .filter(said -> !said.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return new Problem(code, type, effect, new SupplierWord(code.isEmpty() ? type : code, text));
    }
}
