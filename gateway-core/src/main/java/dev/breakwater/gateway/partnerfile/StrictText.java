package dev.breakwater.gateway.partnerfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes without guessing. What cannot be decoded becomes {@link #MALFORMED}, which no charset can produce, and its place
 * is kept; behind the end comes a line of {@link #END} alone, so that a reader of CSV that finds it elsewhere knows that the file
 * was cut within quotes. A byte order mark at the beginning is left out.
 */
final class StrictText extends Reader {
    /** Stands for bytes that cannot be decoded: half of a surrogate pair, which never comes out of a decoder. */
    static final char MALFORMED = '\uDFFF';

    /** Stands alone in the line behind the last one. */
    static final char END = '\uDFFE';

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int MOST_MALFORMED = 1_000;

    /** No charset read here has a delimiter, quote or line end below this as the second byte of a character. */
    private static final int LOWEST_TRAILING_BYTE = 0x30;

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer in = ByteBuffer.allocate(16_384).flip();
    private final CharBuffer out = CharBuffer.allocate(16_384).flip();
    private final long[] malformed = new long[MOST_MALFORMED];
    private int malformedCount;
    private long base;
    private long characters;
    private boolean exhausted;
    private boolean ended;
    private char last = '\n';

    /** Too much cannot be decoded for this to be text of that charset. */
    static final class NotText extends IOException {
        private static final long serialVersionUID = 1L;

        private NotText(String message) {
            super(message);
        }
    }

    StrictText(InputStream bytes, Charset charset) {
        this.bytes = bytes;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Where the n-th {@link #MALFORMED} was in the file, counted from 0 both. */
    long malformedAt(int n) {
        return malformed[n];
    }

    /** Whether the last line is complete. Known when everything was read. */
    boolean endsWithLineEnd() {
        return last == '\n' || last == '\r';
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!out.hasRemaining()) {
            if (ended) {
                return -1;
            }
            out.clear();
            fill();
            out.flip();
            remember();
        }
        int count = Math.min(length, out.remaining());
        out.get(target, offset, count);
        return count;
    }

    private void remember() {
        if (out.hasRemaining() && characters == 0 && out.get(0) == BYTE_ORDER_MARK) {
            out.get();
        }
        if (out.hasRemaining()) {
            characters += out.remaining();
            if (!ended) {
                last = out.get(out.limit() - 1);
            }
        }
    }

    private void fill() throws IOException {
        CoderResult result = decoder.decode(in, out, exhausted);
        if (result.isError()) {
            if (out.position() == 0) {
                skip(result.length());
            }
        } else if (result.isUnderflow() && out.position() == 0) {
            if (exhausted) {
                decoder.flush(out);
                out.put('\n').put(END).put('\n');
                ended = true;
            } else {
                readOn();
            }
        }
    }

    /** Of the bytes that cannot be decoded, those that could be the beginning of something else are looked at again. */
    private void skip(int length) throws IOException {
        if (malformedCount == MOST_MALFORMED) {
            throw new NotText("is no text in " + decoder.charset().name() + ": it has more than " + MOST_MALFORMED
                    + " malformed bytes, the first at offset " + malformed[0]);
        }
        malformed[malformedCount++] = base + in.position();
        in.get();
        for (int i = 1; i < length && (in.get(in.position()) & 0xff) >= LOWEST_TRAILING_BYTE; i++) {
            in.get();
        }
        out.put(MALFORMED);
    }

    private void readOn() throws IOException {
        base += in.position();
        in.compact();
        int count = bytes.read(in.array(), in.position(), in.remaining());
        if (count < 0) {
            exhausted = true;
        } else {
            in.position(in.position() + count);
        }
        in.flip();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
