package dev.breakwater.gateway.partnerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.breakwater.gateway.House;
import dev.breakwater.gateway.cancellation.Cancellation;
import dev.breakwater.gateway.intake.Order;
import dev.breakwater.gateway.review.Author;
import dev.breakwater.gateway.review.Decision.Finding;
import dev.breakwater.gateway.review.Decision.Resolution;
import dev.breakwater.gateway.review.Decisions;
import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancellationReason;
import dev.breakwater.plugin.Money;
import dev.breakwater.sandbox.simulator.EffectLog;
import dev.breakwater.sandbox.simulator.Supplier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerFilesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ATTRACTION =
            "defaults: {supplier: glass-tower, max_penalty: \"100.00\", currency: EUR}";
    private static final String RAIL = "defaults: {supplier: alpine-rail, accept_any_penalty: true}";

    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void build() throws Exception {
        house = House.in(folder);
    }

    @AfterAll
    static void tearDown() {
        house.close();
    }

    @Test
    void takesAFileOverFtpAndAnswersUntilEveryRowIsFinal() throws Exception {
        try (PartnerSite site = site("simple").overFtp(ATTRACTION)) {
            site.member("n1");
            byte[] content = """
                    row_id,booking_reference,reason
                    a,OK-simple-1,EPIDEMIC
                    b,REFUSED-simple-2,weather
                    c,PENDING-simple-3,
                    d,OK-simple-4,BOREDOM
                    """.getBytes(UTF_8);
            site.drop("first.csv", content);

            List<String> ack = site.answer("first.ack.csv");
            assertThat(ack.get(0)).isEqualTo("file,received_at,rows,sha256,status,detail");
            assertThat(ack.get(1)).matches("first\\.csv,20[^,]+Z,4," + sha256(content) + ",RECEIVED,");
            List<String> val = site.answer("first.val.csv");
            assertThat(val).hasSize(5);
            assertThat(val.get(1)).matches("2,a,ACCEPTED,,,[0-9a-f-]{36}");
            assertThat(val.get(4)).startsWith("5,d,REFUSED,INVALID_REQUEST,\"reason must be one of [CUSTOMER_REQUEST,");
            List<String> res = site.answer("first.res.csv");
            assertThat(res.get(0))
                    .isEqualTo("line,row_id,cancellation_id,status,status_reason,refund,currency,supplier_code");
            assertThat(res.get(1)).matches("2,a," + id(val.get(1)) + ",CANCELLED,CONFIRMED,[0-9.]+,EUR,.*");
            assertThat(res.get(2)).matches("3,b," + id(val.get(2)) + ",REFUSED,TOO_LATE,,,.*");
            assertThat(res.get(3)).matches("4,c," + id(val.get(3)) + ",CANCELLED,[A-Z_]+,[0-9.]+,EUR,.*");
            assertThat(res).hasSize(4);
            assertThat(effects("OK-simple-1").commitRequests()).isEqualTo(1);
            await().untilAsserted(() -> assertThat(site.names("in/.done")).containsExactly("first.csv"));
            assertThat(site.names("in")).doesNotContain("first.csv");
            assertThat(Files.readAllBytes(site.home().resolve("out/first.ack.csv")))
                    .startsWith(0xEF, 0xBB, 0xBF);
        }
    }

    @Test
    void answersAsSoonAsAPersonHasResolvedTheLastRow() throws Exception {
        try (PartnerSite site = site("held").overFtp(ATTRACTION)) {
            site.member("n1");
            site.drop("held.csv", "row_id,booking_reference\na,OK-held-1\nb,LOSTBEFORE-held-2\n");
            UUID id = UUID.fromString(id(site.answer("held.val.csv").get(2)));
            house.settle(id);
            assertThat(site.names("out")).doesNotContain("held.res.csv");

            Resolution done =
                    new Resolution(Finding.DONE_AT_SUPPLIER, "they said so", "case 4711", Optional.empty(), Set.of());
            new Decisions(house.journal(), house.suppliers(), house.dispatcher())
                    .carryOut(id, done, Author.of("operator:ops"));

            assertThat(site.answer("held.res.csv").get(2)).matches("3,b," + id + ",CANCELLED,RESOLVED_DONE,.*");
        }
    }

    @Test
    void answersWhateverASupplierSaid() throws Exception {
        try (PartnerSite site = site("odd").overFtp(ATTRACTION)) {
            site.member("n1");
            site.drop("odd.csv", "row_id,booking_reference\na,LOSTBEFORE-odd-1\n");
            UUID id = UUID.fromString(id(site.answer("odd.val.csv").get(1)));
            house.settle(id);
            try (Connection connection = house.database().dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("update cancellation set progress = regexp_replace(progress::text,"
                        + " '\"code\":\"[^\"]*\"', '\"code\":\"E\\u00001\"', 'g')::json where id = '" + id + "'");
            }

            new Decisions(house.journal(), house.suppliers(), house.dispatcher())
                    .carryOut(
                            id,
                            new Resolution(Finding.DONE_AT_SUPPLIER, "so", "case 4711", Optional.empty(), Set.of()),
                            Author.of("operator:ops"));

            assertThat(site.answer("odd.res.csv").get(1)).endsWith(",E 1");
        }
    }

    @Test
    void readsChineseOverSftpAndAnswersInTheSameCharset() throws Exception {
        Charset gb18030 = Charset.forName("GB18030");
        try (PartnerSite site = site("dragon")
                .overSftp("charset: GB18030", "columns: {row_id: 序号, booking_reference: 订单号, traveller: 旅客姓名}", RAIL)) {
            site.member("n1");
            site.drop("取消.csv", "序号,订单号,旅客姓名\n甲一,OK-dragon-1,王𠮷\n".getBytes(gb18030));

            assertThat(site.answer("取消.val.csv", gb18030).get(1)).matches("2,甲一,ACCEPTED,,,[0-9a-f-]{36}");
            assertThat(site.answer("取消.res.csv", gb18030).get(1)).matches("2,甲一,[0-9a-f-]{36},CANCELLED,CONFIRMED,.*");
        }
    }

    @Test
    void answersTheSameContentWithTheFileItHasFromBefore() throws Exception {
        try (PartnerSite site = site("twice").overFtp(ATTRACTION)) {
            site.member("n1");
            String content = "booking_reference\nOK-twice-1\n";
            site.drop("one.csv", content);
            site.answer("one.res.csv");
            site.drop("two.csv", content);
            site.drop("one.csv", content);

            assertThat(site.answer("two.ack.csv").get(1))
                    .contains(",DUPLICATE_OF,")
                    .contains("received as one.csv");
            assertThat(site.answer("one.2.ack.csv").get(1)).contains(",DUPLICATE_OF,");
            await().untilAsserted(() -> assertThat(site.names("in/.done")).hasSize(3));
            assertThat(site.names("out"))
                    .containsExactly("one.2.ack.csv", "one.ack.csv", "one.res.csv", "one.val.csv", "two.ack.csv");
            assertThat(effects("OK-twice-1").commitRequests()).isEqualTo(1);
        }
    }

    @Test
    void givesAnotherContentOfTheSameNameAnswersOfItsOwn() throws Exception {
        try (PartnerSite site = site("renamed").overFtp(ATTRACTION)) {
            Files.writeString(site.home().resolve("out/one.ack.csv"), "somebody else's");
            site.member("n1");
            site.drop("one.csv", "booking_reference\nOK-renamed-1\n");
            site.answer("one.ack.2.csv");
            site.answer("one.res.csv");
            site.drop("one.csv", "booking_reference\nOK-renamed-2\n");
            site.answer("one.2.res.csv");

            assertThat(Files.readString(site.home().resolve("out/one.ack.csv"))).isEqualTo("somebody else's");
            assertThat(site.names("out"))
                    .contains("one.2.ack.csv", "one.2.val.csv", "one.val.csv")
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void refusesARowWithAMalformedByteAndTakesTheOthers() throws Exception {
        try (PartnerSite site = site("broken").overFtp(ATTRACTION)) {
            site.member("n1");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes("row_id,booking_reference\na,OK-broken-1\nb\u00e9".getBytes(UTF_8));
            bytes.write(0xE9);
            bytes.writeBytes(",OK-broken-2\nc,OK-broken-3\n".getBytes(UTF_8));
            site.drop("broken.csv", bytes.toByteArray());

            List<String> val = site.answer("broken.val.csv");
            assertThat(val.get(1)).startsWith("2,a,ACCEPTED");
            assertThat(val.get(2)).startsWith("3,bé ,REFUSED,INVALID_REQUEST,").contains("UTF-8, at offset 42 ");
            assertThat(val.get(3)).startsWith("4,c,ACCEPTED");
        }
    }

    @Test
    void movesAFileThatCannotBeUsedAsideAndGoesOnWithTheNext() throws Exception {
        try (PartnerSite site = site("unusable").overFtp(ATTRACTION)) {
            site.member("n1");
            site.drop("empty.csv", "");
            site.drop("header.csv", "booking_reference\n");
            site.drop("column.csv", "row_id,reference\n1,OK-unusable-1\n");
            site.drop("quote.csv", "row_id,booking_reference\n1,OK-unusable-2\n2,\"OK-unus");
            site.drop("cut.csv", "row_id,booking_reference\n1,OK-unusable-3\n2");
            site.drop("large.csv", "booking_reference\n" + "x".repeat(1 << 20));
            site.drop("good.csv", "booking_reference\nOK-unusable-4\n");

            assertThat(site.answer("empty.ack.csv").get(1)).endsWith(",REFUSED,The file is empty.");
            assertThat(site.answer("header.ack.csv").get(1)).endsWith(",REFUSED,The file has a header and no rows.");
            assertThat(site.answer("column.ack.csv").get(1))
                    .contains("The column booking_reference is missing; found: row_id, reference.");
            assertThat(site.answer("quote.ack.csv").get(1))
                    .contains("cut off within a quoted cell")
                    .contains("line 3");
            assertThat(site.answer("cut.ack.csv").get(1)).contains("cut off in line 3");
            assertThat(site.answer("large.ack.csv").get(1)).contains("larger than 1 MiB");
            assertThat(site.answer("good.res.csv").get(1)).contains(",CANCELLED,");
            await().untilAsserted(() -> assertThat(site.names("failed"))
                    .containsExactly("column.csv", "cut.csv", "empty.csv", "header.csv", "large.csv", "quote.csv"));
            assertThat(effects("OK-unusable-2").commitRequests()).isZero();
            assertThat(effects("OK-unusable-3").commitRequests()).isZero();
        }
    }

    @Test
    void answersWithTheCancellationThatWasOrderedBefore() throws Exception {
        try (PartnerSite site = site("ordered").overFtp(ATTRACTION)) {
            Cancellation earlier = house.intake()
                    .accept(order("ordered", "api-key", "OK-ordered-1"), false)
                    .cancellation();
            house.intake().accept(order("another", "api-key", "OK-ordered-2"), false);
            site.member("n1");
            site.drop(
                    "again.csv",
                    "row_id,booking_reference\na,OK-ordered-1\nb,OK-ordered-2\nc,=1+1\n=d,OK-ordered-3\n=d,OK-ordered-3\n");

            List<String> val = site.answer("again.val.csv");
            assertThat(val.get(1))
                    .startsWith("2,a,ACCEPTED,DUPLICATE_OF,")
                    .endsWith(earlier.id().toString());
            assertThat(val.get(2)).startsWith("3,b,REFUSED,ORDERED_BY_OTHERS,").doesNotContain("OK-ordered-2");
            assertThat(val.get(4)).startsWith("5,'=d,ACCEPTED,");
            assertThat(val).filteredOn(line -> line.contains("DUPLICATE_OF")).hasSize(2);
            List<String> res = site.answer("again.res.csv");
            assertThat(res.get(1)).startsWith("2,a," + earlier.id() + ",CANCELLED");
            assertThat(effects("OK-ordered-3").commitRequests()).isEqualTo(1);
        }
    }

    @Test
    void readsWhatAMemberHadClaimedThatDoesNotComeBack() throws Exception {
        try (PartnerSite site = site("orphaned").overFtp(ATTRACTION)) {
            Path claimed = Files.createDirectories(site.home().resolve("in/.claimed/gone"));
            Files.writeString(
                    claimed.resolve(UUID.randomUUID() + "_left.csv"), "booking_reference\nOK-orphaned-1\n", UTF_8);
            site.orphans("gone").member("n1");

            assertThat(site.answer("left.val.csv").get(1)).startsWith("2,,ACCEPTED");
            await().until(() -> claimed.toFile().list().length == 0);
        }
    }

    @Test
    void readsAFileAgainAfterACrashWithoutCallingItsRowsDuplicates() throws Exception {
        try (PartnerSite site = site("crashed").overFtp(ATTRACTION)) {
            byte[] content = "booking_reference\nOK-crashed-1\nOK-crashed-2\n".getBytes(UTF_8);
            String claim = UUID.randomUUID() + "_half.csv";
            FileStore store = new FileStore(house.database().dataSource());
            PartnerFile file = store.register(new FileStore.Arrival(
                    "crashed",
                    "crashed",
                    claim,
                    "half.csv",
                    "half",
                    sha256(content),
                    2,
                    Optional.empty(),
                    "",
                    Instant.now()));
            Cancellation first = house.intake()
                    .accept(order("crashed", "file:crashed:" + sha256(content) + ":2", "OK-crashed-1", false), false)
                    .cancellation();
            Path claimed = Files.createDirectories(site.home().resolve("in/.claimed/n1"));
            Files.write(claimed.resolve(claim), content);
            site.member("n1");

            List<String> val = site.answer("half.val.csv");
            assertThat(val.get(1)).isEqualTo("2,,ACCEPTED,,," + first.id());
            assertThat(val.get(2)).matches("3,,ACCEPTED,,,[0-9a-f-]{36}");
            assertThat(site.answer("half.res.csv")).hasSize(3);
            assertThat(site.answer("half.ack.csv").get(1)).contains(",RECEIVED,");
            assertThat(effects("OK-crashed-1").commitRequests()).isEqualTo(1);
        }
    }

    @Test
    void losesAndRepeatsNothingWhenTwoMembersLookAfterOnePartner() throws Exception {
        try (PartnerSite site = site("shared").overFtp(ATTRACTION)) {
            site.member("n1");
            site.member("n2");
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                site.drop("f" + i + ".csv", "booking_reference\nOK-shared-" + i + "\n");
                names.add("f" + i + ".csv");
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(site.names("in/.done")).containsExactlyInAnyOrderElementsOf(names));
            for (int i = 0; i < 30; i++) {
                assertThat(site.answer("f" + i + ".res.csv").get(1)).contains(",CANCELLED,");
                assertThat(effects("OK-shared-" + i).commitRequests()).isEqualTo(1);
            }
            assertThat(site.names("out")).hasSize(90);
        }
    }

    @Test
    void leavesAFileAloneWhileItIsUploaded() throws Exception {
        try (PartnerSite site = site("slow").overFtp(ATTRACTION)) {
            site.member("n1");
            Path upload = site.home().resolve("in/slow.csv");
            Files.writeString(upload, "booking_reference\n");
            Files.writeString(site.home().resolve("in/other.csv.part"), "booking_reference\nOK-slow-x\n");
            for (int i = 0; i < 10; i++) {
                int line = i;
                await().pollDelay(Duration.ofMillis(200)).until(() -> {
                    Files.writeString(upload, "OK-slow-" + line + "\n", StandardOpenOption.APPEND);
                    return true;
                });
                assertThat(upload).exists();
            }

            assertThat(site.answer("slow.ack.csv").get(1)).contains(",10,");
            assertThat(site.names("in")).contains("other.csv.part");
        }
    }

    @Test
    void refusesAnSftpServerWithAnotherHostKey() throws Exception {
        try (PartnerSite site = site("stranger").overSftp(ATTRACTION)) {
            String known = Files.readString(site.config().resolve("known_hosts"));
            try (PartnerSite other = site("impostor")) {
                String foreign = Files.readString(other.config().resolve("known_hosts"));
                String host = known.substring(0, known.indexOf(' '));
                Files.writeString(site.config().resolve("known_hosts"), host + foreign.substring(foreign.indexOf(' ')));
            }
            PartnerFiles files = site.member("n1");
            site.drop("secret.csv", "booking_reference\nOK-stranger-1\n");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(files.partners().get(0).complaints())
                            .anyMatch(text -> text.startsWith("in/ cannot be looked at: HostKey has been changed")));
            assertThat(files.partners().get(0).ok()).isFalse();
            assertThat(site.names("in")).containsExactly("secret.csv");
        }
    }

    @Test
    void comesBackByItselfAfterAnOutage() throws Exception {
        try (PartnerSite site = site("outage").overFtp(ATTRACTION)) {
            PartnerFiles files = site.member("n1");
            await().atMost(PATIENCE).until(() -> files.partners().get(0).ok());
            site.stopServers();
            await().atMost(PATIENCE).until(() -> !files.partners().get(0).ok());
            assertThat(files.partners().get(0).complaints()).anyMatch(text -> text.contains("Connection refused"));
            site.drop("late.csv", "booking_reference\nOK-outage-1\n");
            site.restartServers();

            assertThat(site.answer("late.res.csv").get(1)).contains(",CANCELLED,");
            await().atMost(PATIENCE).until(() -> files.partners().get(0).ok());
        }
    }

    @Test
    void followsTheProfilesAsTheyChange() throws Exception {
        try (PartnerSite site = site("changing").overFtp(ATTRACTION)) {
            PartnerFiles files = site.member("n1");
            await().atMost(PATIENCE).until(() -> files.partners().get(0).ok());
            site.write("protocol: gopher\n");
            files.refresh();

            assertThat(files.problems()).hasSizeGreaterThan(2);
            assertThat(files.partners()).extracting(PartnerStatus::partner).containsExactly("changing");

            site.overFtp("delimiter: ;", ATTRACTION);
            files.refresh();
            assertThat(files.problems()).isEmpty();
            site.drop("semicolons.csv", "row_id;booking_reference\n1;OK-changing-1\n");
            assertThat(site.answer("semicolons.val.csv").get(1)).startsWith("2;1;ACCEPTED;");

            site.deleteProfile();
            files.refresh();
            assertThat(files.partners()).isEmpty();
        }
    }

    private static PartnerSite site(String partner) throws IOException {
        return new PartnerSite(house, folder.resolve("sites"), partner);
    }

    private static EffectLog.Entry effects(String reference) {
        return house.sandbox().simulators().of(Supplier.GLASS_TOWER).effects().of(reference);
    }

    private static String id(String line) {
        return line.substring(line.lastIndexOf(',') + 1);
    }

    private static Order order(String caller, String key, String reference) {
        return order(caller, key, reference, true);
    }

    private static Order order(String caller, String key, String reference, boolean any) {
        return new Order(
                caller,
                key,
                "glass-tower",
                BookingReference.of(reference),
                List.of(),
                CancellationReason.OTHER,
                Optional.empty(),
                any ? new Order.Limit.AnyPenalty() : new Order.Limit.MaxPenalty(Money.of("100.00", "EUR")),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
