package dev.breakwater.airline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.SupplierWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads {@code IATA_OrderChangeNotifRQ}, which an airline sends after it has changed orders by itself. The standard defines no
 * reply: the status alone acknowledges it. What it says is old and new is not compared, as both may show the same.
 */
final class ChangeNotices implements PushReader {
    private static final String ROOT = "IATA_OrderChangeNotifRQ";
    private static final Map<String, String> REASONS = Table.rows("change-reasons.properties", "=").stream()
            .collect(toUnmodifiableMap((List<String> row) -> row.get(0), row -> row.get(1)));

    private final String owner;

    ChangeNotices(String owner) {
        this.owner = owner;
    }

    @Override
    public Pushed read(Push push) {
        Xml root = Xml.read(push.body())
                .map(document ->
                        document.name().equals("Envelope") ? document.at("Body").onlyChild() : document)
                .filter(document -> document.name().equals(ROOT))
                .orElseThrow(() -> new IllegalArgumentException("the body must be an " + ROOT));
        List<Xml> groups = root.below("ChangeOperationGroup").toList();
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("the message holds no ChangeOperationGroup");
        }
        String fingerprint = UUID.nameUUIDFromBytes(push.body().toByteArray()).toString();
        return Pushed.of(groups.stream()
                .flatMap(group -> notices(group, fingerprint))
                .distinct()
                .toList());
    }

    private Stream<Pushed.Notice> notices(Xml group, String fingerprint) {
        String version = group.text("OrderVersionNumber").orElse(fingerprint);
        SupplierWord word = word(group);
        return group.all("ChangeOperation").stream()
                .flatMap(operation -> Stream.of("New", "Old").flatMap(side -> operation.all(side).stream()))
                .flatMap(side -> side.all("Order").stream())
                .filter(this::isOurs)
                .flatMap(shown -> shown.text("OrderID").stream())
                .map(References::canonical)
                .map(key -> new Pushed.Notice(id(key.value(), version), key, word));
    }

    private boolean isOurs(Xml order) {
        return order.text("OwnerCode")
                .filter(code -> !code.equalsIgnoreCase(owner))
                .isEmpty();
    }

    /** Names the message by what airlines tell apart: an order's changes by its version. */
    private static String id(String order, String version) {
        String id = order + " " + version;
        return id.length() <= 200
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString();
    }

    private static SupplierWord word(Xml group) {
        List<String> codes = group.all("ChangeOperation").stream()
                .map(operation -> Stream.of("ChangeTypeCode", "ReasonCode")
                        .flatMap(name -> operation.text(name).stream())
                        .collect(joining("/")))
                .distinct()
                .toList();
        Stream<String> known = codes.stream().flatMap(code -> Optional.ofNullable(REASONS.get(code)).stream());
        return new SupplierWord(
                String.join(" ", codes),
                Stream.concat(known, deadlines(group)).distinct().collect(joining("; ")));
    }

    private static Stream<String> deadlines(Xml group) {
        return group.below("SellerFollowUpAction")
                .flatMap(action -> action.text("ConsequenceOfInactionCode").stream()
                        .map(consequence -> consequence
                                + action.text("ActionTimeLimitDateTime")
                                        .map(time -> " at " + time)
                                        .orElse("")));
    }
}
