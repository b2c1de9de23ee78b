package dev.breakwater.gateway.partnerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.gateway.partnerfile.Table.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    private static final String HEADER = "row_id,booking_reference\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "windows-31j"})
    void readsEveryCharset(String charset) throws Exception {
        List<Row> rows =
                rows(Charset.forName(charset), (HEADER + "一,表A|\r\n\"a\"\"\n,\",b").getBytes(Charset.forName(charset)));

        assertThat(rows).extracting(Row::line).containsExactly(2L, 3L);
        assertThat(rows.get(0).cell(Column.ROW_ID)).contains("一");
        assertThat(rows.get(0).cell(Column.BOOKING_REFERENCE)).contains("表A|");
        assertThat(rows.get(1).cell(Column.ROW_ID)).contains("a\"\n,");
        assertThat(rows).allMatch(row -> row.problem().isEmpty());
    }

    @Test
    void leavesOutAByteOrderMark() throws Exception {
        assertThat(rows(UTF_8, ("\uFEFF" + HEADER + "1,a\n").getBytes(UTF_8))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "windows-31j"})
    void tellsWhereAByteIsMalformedAndDoesNotSwallowWhatFollows(String charset) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((HEADER + "1,a").getBytes(UTF_8));
        bytes.write(0x81);
        bytes.writeBytes("\n2,b\n".getBytes(UTF_8));

        List<Row> rows = rows(Charset.forName(charset), bytes.toByteArray());

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).problem().orElseThrow()).contains("at offset 28 ");
        assertThat(rows.get(1).cell(Column.BOOKING_REFERENCE)).contains("b");
        assertThat(rows.get(1).problem()).isEmpty();
    }

    @Test
    void keepsADelimiterThatFollowsHalfACharacter() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEADER.getBytes(UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xFE, 0x39, (byte) 0xFE});
        bytes.writeBytes(",b\n".getBytes(UTF_8));

        assertThat(rows(Charset.forName("GB18030"), bytes.toByteArray()).get(0).cell(Column.BOOKING_REFERENCE))
                .contains("b");
    }

    @Test
    void findsMalformedBytesFarBehindTheBeginning() throws Exception {
        byte[] bytes = (HEADER + "1,a\n".repeat(20_000) + "2,b\n").getBytes(UTF_8);
        bytes[bytes.length - 2] = (byte) 0xFF;

        List<Row> rows = rows(UTF_8, bytes);

        assertThat(rows.get(20_000).problem().orElseThrow()).contains("at offset " + (bytes.length - 2) + " ");
        assertThat(rows.get(20_000).line()).isEqualTo(20_002);
    }

    @Test
    void refusesRowsOfAnotherWidth() throws Exception {
        List<Row> rows = rows(UTF_8, (HEADER + "1\n2,b,c\n\n3,d\n4\n").getBytes(UTF_8));

        assertThat(rows)
                .extracting(Row::problem)
                .containsExactly(
                        Optional.of("has 1 columns instead of 2"),
                        Optional.of("has 3 columns instead of 2"),
                        Optional.empty(),
                        Optional.of("has 1 columns instead of 2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "\n\n",
                "row_id\n1\n",
                "row_id,row_id,booking_reference\n",
                HEADER + "1",
                HEADER + "1,\"a",
                HEADER + "1,\"a\"x\n2,b\n"
            })
    void refusesFilesThatCannotBeUsed(String content) {
        assertThatThrownBy(() -> rows(UTF_8, content.getBytes(UTF_8))).isInstanceOf(FileProblem.class);
    }

    @Test
    void refusesWhatIsNoText() {
        byte[] bytes = new byte[5_000];
        Arrays.fill(bytes, (byte) 0xFF);
        System.arraycopy(HEADER.getBytes(UTF_8), 0, bytes, 0, HEADER.length());

        assertThatThrownBy(() -> rows(UTF_8, bytes))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("no text in UTF-8");
    }

    private List<Row> rows(Charset charset, byte[] content) throws IOException, FileProblem {
        Path file = Files.write(folder.resolve("file.csv"), content);
        List<Row> rows = new ArrayList<>();
        try (Table table = Table.open(file, Samples.profile(charset))) {
            for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }
}
