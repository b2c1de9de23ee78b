package dev.breakwater.testkit;

import dev.breakwater.testkit.ClassFile.Field;
import dev.breakwater.testkit.ClassFile.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the code of a plugin must not use, and what to do instead. */
final class ForbiddenCode {
    private static final Map<Pattern, String> MEMBERS = new LinkedHashMap<>();

    private static final Set<String> PLUGIN_TYPES = Set.of(
            "dev.breakwater.plugin.SupplierPlugin",
            "dev.breakwater.plugin.SupplierProtocol",
            "dev.breakwater.plugin.PushReader",
            "dev.breakwater.plugin.Signer");

    private static final Pattern MUTABLE = Pattern.compile(String.join(
            "|",
            "Ljava/util/(concurrent/.*|Array(List|Deque)|LinkedList|(Linked|Weak|Identity)?Hash(Map|Set)|Tree(Map|Set));",
            "Ljava/util/(Properties|BitSet|EnumMap|regex/Matcher);",
            "Ljava/lang/(StringBuilder|StringBuffer|ThreadLocal);",
            "Ljava/text/(DateFormat|SimpleDateFormat|NumberFormat|DecimalFormat|MessageFormat);",
            "Ljava/security/MessageDigest;|Ljavax/crypto/.*;|Ljavax/xml/parsers/.*;"));

    static {
        forbid(
                "a plugin reads no clock; the order says what time it is",
                "java\\.time\\..*\\.now",
                "java\\.time\\.(Clock|InstantSource)\\..*",
                "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)",
                "java\\.util\\.Date\\.<init>\\(\\)V",
                "java\\.util\\.Calendar\\.getInstance");
        forbid(
                "a plugin leaves nothing to chance; the order has a key",
                "java\\.util\\.(Random|SplittableRandom)\\..*",
                "java\\.security\\.SecureRandom\\..*",
                "java\\.lang\\.Math\\.random",
                "java\\.util\\.UUID\\.randomUUID",
                "java\\.util\\.random\\..*");
        forbid(
                "a plugin has no threads; the gateway has them",
                "java\\.lang\\.(Thread|ThreadLocal|InheritableThreadLocal|ThreadGroup)\\..*",
                "java\\.util\\.concurrent\\.(?!TimeUnit).*",
                "java\\.util\\.Timer\\..*",
                "java\\.lang\\.Object\\.(wait|notify|notifyAll)");
        forbid(
                "a plugin does not use the network; the gateway sends",
                "java\\.net\\.(?!URI\\.|URLEncoder\\.|URLDecoder\\.|URISyntaxException).*",
                "javax\\.net\\..*",
                "java\\.net\\.http\\..*",
                "java\\.nio\\.channels\\..*",
                "javax\\.naming\\..*",
                "java\\.rmi\\..*");
        forbid(
                "a plugin uses no files; its tables are resources of its jar",
                "java\\.io\\.(File|RandomAccessFile).*",
                "java\\.nio\\.file\\..*",
                "java\\.sql\\..*");
        forbid(
                "a plugin uses no reflection",
                "java\\.lang\\.reflect\\..*",
                "java\\.lang\\.Class\\.(forName|newInstance|get(Declared)?(Method|Field|Constructor)s?)",
                "java\\.lang\\.ClassLoader\\..*",
                "java\\.util\\.ServiceLoader\\..*",
                "(sun|jdk\\.internal)\\..*",
                "java\\.lang\\.invoke\\.MethodHandles\\.(lookup|publicLookup|privateLookupIn)");
        forbid(
                "the result depends on the machine; name a Locale",
                "java\\.util\\.Locale\\.(getDefault|setDefault)",
                "java\\.lang\\.String\\.to(Lower|Upper)Case\\(\\)Ljava/lang/String;");
        forbid(
                "the result depends on the machine; name a time zone",
                "java\\.util\\.TimeZone\\.(getDefault|setDefault)",
                "java\\.time\\.ZoneId\\.systemDefault");
        forbid(
                "the result depends on the machine; name a charset",
                "java\\.nio\\.charset\\.Charset\\.defaultCharset",
                "java\\.lang\\.String\\.getBytes\\(\\)\\[B",
                "java\\.lang\\.String\\.<init>\\(\\[B\\)V");
        forbid(
                "a plugin does not use the process or its environment; what differs is a setting",
                "java\\.lang\\.System\\.(getenv|getProperty|getProperties|setProperty|exit|load|loadLibrary|gc|in)",
                "java\\.lang\\.(Runtime|Process|ProcessBuilder|ProcessHandle)\\..*");
        forbid(
                "a plugin does not log; what matters is the answer",
                "java\\.lang\\.System\\.(out|err|getLogger)",
                "java\\.util\\.logging\\..*",
                "org\\.slf4j\\..*",
                "org\\.apache\\.(log4j|logging|commons\\.logging)\\..*",
                "java\\.lang\\.Throwable\\.printStackTrace");
        forbid(
                "a plugin sees the plugin API and not the gateway",
                "dev\\.breakwater\\.gateway\\..*",
                "org\\.springframework\\..*",
                "org\\.apache\\.camel\\..*");
    }

    private ForbiddenCode() {}

    private static void forbid(String what, String... patterns) {
        MEMBERS.put(Pattern.compile(String.join("|", patterns)), what);
    }

    /** What is wrong with a class, one sentence each. */
    static List<String> in(ClassFile code) {
        List<String> members = code.members().stream()
                .flatMap(member -> what(member).stream().map(what -> code.name() + " uses " + member + ": " + what))
                .toList();
        List<String> fields = code.fields().stream()
                .flatMap(field -> what(code, field).stream().map(what -> code.name() + "." + field.name() + " " + what))
                .toList();
        return Stream.concat(members.stream(), fields.stream()).toList();
    }

    private static Optional<String> what(Member member) {
        String name = member.toString();
        String whole = name + member.descriptor();
        return MEMBERS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(name).matches()
                        || entry.getKey().matcher(whole).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> what(ClassFile code, Field field) {
        if (field.isStatic() && !field.isFinal()) {
            return Optional.of("is static and not final: a plugin keeps no state");
        }
        boolean lasts = field.isStatic() || code.parents().stream().anyMatch(PLUGIN_TYPES::contains);
        if (lasts && !field.isFinal()) {
            return Optional.of("is not final, in an object that lasts: a plugin keeps no state between calls");
        }
        if (lasts && MUTABLE.matcher(field.descriptor()).matches()) {
            return Optional.of(
                    "can be changed, and lasts: a plugin keeps no state between calls; declare it as Map, List or Set "
                            + "and fill it with Map.of, List.copyOf or Set.of");
        }
        return Optional.empty();
    }
}
