package dev.breakwater.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;

/** An immutable sequence of bytes: the body of a request or a reply. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of these bytes. */
    public static Bytes of(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /**
     * This text in UTF-8.
     *
     * @throws IllegalArgumentException if it has half a surrogate pair, which would be sent as another character
     */
    public static Bytes utf8(String text) {
        if (!Limits.isWhole(text)) {
            throw new IllegalArgumentException("half a character (a lone surrogate) cannot be sent");
        }
        return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(UTF_8));
    }

    public int length() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    /** A copy of the content. */
    public byte[] toByteArray() {
        return content.clone();
    }

    /** The content as text; malformed input becomes the replacement character. */
    public String text(Charset charset) {
        return new String(content, charset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Only the length: bodies hold personal data. */
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
