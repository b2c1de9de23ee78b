package dev.breakwater.gateway.cancellation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes identifiers. */
public final class Ids {
    private Ids() {}

    /** A UUID version 7 (RFC 9562, section 5.7): later ones sort behind, so that indexes grow at their end. */
    public static UUID next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = System.currentTimeMillis() << 16 | 0x7000L | random.nextInt(0x1000);
        long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new UUID(high, low);
    }

    /** A UUID that is the same for the same parts: the stable key of a request. */
    public static UUID stable(Object... parts) {
        StringBuilder name = new StringBuilder();
        for (Object part : parts) {
            String text = String.valueOf(part);
            name.append(text.length()).append(':').append(text);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(UTF_8));
    }
}
