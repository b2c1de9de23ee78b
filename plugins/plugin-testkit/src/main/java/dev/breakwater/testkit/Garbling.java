package dev.breakwater.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ways in which a reply arrives other than it was sent. Each gives the garblings of one reply, by what they do. */
final class Garbling {
    private static final int HUGE = 5 * 1024 * 1024;
    private static final int MOST_CUTS = 300;
    private static final int MOST_WORDS = 300;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*|[0-9]+");
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Garbling() {}

    /** Cut at every byte, or at evenly many if it is long, and at both sides of every character of several bytes. */
    static Map<String, UnaryOperator<WireReply>> truncated(WireReply reply) {
        byte[] body = reply.body().toByteArray();
        Set<Integer> cuts = new TreeSet<>();
        int step = Math.max(1, body.length / MOST_CUTS);
        IntStream.iterate(0, cut -> cut < body.length, cut -> cut + step).forEach(cuts::add);
        IntStream.range(Math.max(0, body.length - 20), body.length).forEach(cuts::add);
        IntStream.range(1, body.length).filter(cut -> body[cut] < 0).forEach(cuts::add);
        Map<String, UnaryOperator<WireReply>> all = new LinkedHashMap<>();
        cuts.forEach(cut -> all.put(
                "the reply ends after " + cut + " of " + body.length + " bytes",
                given -> with(given, Arrays.copyOf(given.body().toByteArray(), cut))));
        return all;
    }

    static Map<String, UnaryOperator<WireReply>> inWrongCharsets(WireReply reply) {
        return Map.of(
                "the reply is in UTF-16", given -> with(given, given.text().getBytes(UTF_16)),
                "the reply is in Latin-1", given -> with(given, (given.text() + "\u00fc").getBytes(ISO_8859_1)),
                "the reply begins with a byte order mark", given -> with(given, concat(MARK, bytes(given))),
                "a byte that is no UTF-8 stands in the middle", given -> with(given, withStrayByte(bytes(given))),
                "every other byte is missing", given -> with(given, everyOther(bytes(given))));
    }

    static Map<String, UnaryOperator<WireReply>> withWrongContentTypes(WireReply reply) {
        Map<String, UnaryOperator<WireReply>> all = new LinkedHashMap<>();
        for (String type : new String[] {"text/html", "application/octet-stream", "", "nonsense;;charset=?"}) {
            all.put(
                    "the reply's content type is '" + type + "'",
                    given -> new WireReply(given.status(), Map.of("Content-Type", type), given.body()));
        }
        all.put("the reply has no headers", given -> new WireReply(given.status(), Map.of(), given.body()));
        return all;
    }

    static Map<String, UnaryOperator<WireReply>> huge(WireReply reply) {
        Map<String, UnaryOperator<WireReply>> all = new LinkedHashMap<>();
        all.put("5 MiB of blanks follow", given -> with(given, concat(bytes(given), filled(" "))));
        all.put("5 MiB of letters come", given -> with(given, filled("a")));
        all.put("5 MiB of brackets come", given -> with(given, filled("[")));
        all.put("5 MiB of braces come", given -> with(given, filled("{\"a\":")));
        all.put("brackets come after a text of closing ones", given -> with(given, behindClosingBrackets(100_000)));
        all.put("5 MiB of elements come", given -> with(given, filled("<a>")));
        return all;
    }

    /** Each word and number replaced by one that nobody has told: everywhere, and at each place alone (of many, at 300). */
    static Map<String, UnaryOperator<WireReply>> withUntoldWords(WireReply reply) {
        List<MatchResult> places = WORD.matcher(reply.text()).results().toList();
        Map<String, UnaryOperator<WireReply>> all = new LinkedHashMap<>();
        places.stream()
                .map(MatchResult::group)
                .distinct()
                .limit(MOST_WORDS)
                .forEach(word -> all.put(
                        "'" + word + "' is everywhere " + untold(word),
                        given -> with(
                                given,
                                given.text()
                                        .replaceAll("\\b" + word + "\\b", untold(word))
                                        .getBytes(UTF_8))));
        int step = 1 + places.size() / MOST_WORDS;
        for (int i = 0; i < places.size(); i += step) {
            MatchResult place = places.get(i);
            all.put(
                    "'" + place.group() + "' at " + place.start() + " is " + untold(place.group()),
                    given -> with(given, untoldAt(given.text(), place)));
        }
        return all;
    }

    private static String untold(String word) {
        return Character.isDigit(word.charAt(0)) ? "9".repeat(word.length()) : "Xyzzy";
    }

    private static byte[] untoldAt(String text, MatchResult place) {
        return place.end() > text.length()
                ? text.getBytes(UTF_8)
                : (text.substring(0, place.start()) + untold(place.group()) + text.substring(place.end()))
                        .getBytes(UTF_8);
    }

    /** With a document type that declares an entity, and one that would read a file. */
    static Map<String, UnaryOperator<WireReply>> withDoctypes(WireReply reply) {
        Map<String, UnaryOperator<WireReply>> all = new LinkedHashMap<>();
        if (reply.text().stripLeading().startsWith("<")) {
            for (String entity :
                    new String[] {"<!ENTITY a \"b\">", "<!ENTITY a SYSTEM \"file:///etc/hostname\">", ""}) {
                all.put(
                        "the reply has a DOCTYPE with '" + entity + "'",
                        given -> with(given, withDoctype(given.text(), entity)));
            }
        }
        return all;
    }

    static WireReply withStatus200(WireReply reply) {
        return new WireReply(200, reply.headers(), reply.body());
    }

    /** The reply with this word in place of another, everywhere. */
    static WireReply replaced(WireReply reply, String word, String other) {
        return with(reply, reply.text().replace(word, other).getBytes(UTF_8));
    }

    private static WireReply with(WireReply reply, byte[] body) {
        return new WireReply(reply.status(), reply.headers(), Bytes.of(body));
    }

    private static byte[] bytes(WireReply reply) {
        return reply.body().toByteArray();
    }

    private static byte[] withDoctype(String text, String entity) {
        int root = text.startsWith("<?xml") ? text.indexOf("?>") + 2 : 0;
        String doctype = "<!DOCTYPE a" + (entity.isEmpty() ? "" : " [" + entity + "]") + ">";
        return (text.substring(0, root) + doctype + text.substring(root)).getBytes(UTF_8);
    }

    private static byte[] withStrayByte(byte[] body) {
        byte[] copy = body.clone();
        if (copy.length > 0) {
            copy[copy.length / 2] = (byte) 0xFF;
        }
        return copy;
    }

    private static byte[] everyOther(byte[] body) {
        ByteArrayOutputStream half = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += 2) {
            half.write(body[i]);
        }
        return half.toByteArray();
    }

    private static byte[] filled(String text) {
        return text.repeat(HUGE / text.length()).getBytes(UTF_8);
    }

    /** Who counts the depth of brackets and counts those in texts, too, lets these pass. */
    private static byte[] behindClosingBrackets(int depth) {
        return ("{\"a\":\"" + "]".repeat(depth) + "\",\"b\":" + "[".repeat(depth)).getBytes(UTF_8);
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        int room = Math.min(tail.length, HUGE - head.length);
        byte[] both = Arrays.copyOf(head, head.length + room);
        System.arraycopy(tail, 0, both, head.length, room);
        return both;
    }
}
