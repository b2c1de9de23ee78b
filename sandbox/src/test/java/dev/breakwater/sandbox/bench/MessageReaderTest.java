package dev.breakwater.sandbox.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.breakwater.sandbox.bench.MessageReader.Message;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

    @Test
    void readsOneMessageAfterTheOtherWhateverTheLengthIsToldBy() throws Exception {
        String long9000 = "x".repeat(9_000);
        MessageReader reader = reader("HTTP/1.1 200 \r\ncontent-LENGTH:  9000\r\n\r\n" + long9000
                + "HTTP/1.1 201 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"
                + "HTTP/1.1 204 \r\nConnection: close\r\n\r\n");

        assertThat(reader.next()).contains(new Message("HTTP/1.1 200 ", false, long9000));
        assertThat(reader.next()).contains(new Message("HTTP/1.1 201 ", false, "abcd"));
        assertThat(reader.next()).contains(new Message("HTTP/1.1 204 ", true, ""));
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void aMessageThatIsCutOffIsNone() {
        assertThatThrownBy(reader("HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nabc")::next)
                .isInstanceOf(EOFException.class);
    }

    private static MessageReader reader(String bytes) {
        return new MessageReader(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)));
    }
}
