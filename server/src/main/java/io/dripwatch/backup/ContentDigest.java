package io.dripwatch.backup;

import io.dripwatch.trend.Minute;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over values of which each says where it ends, so that no two sequences give the same bytes. */
final class ContentDigest {
    private static final int GATHERED_BYTES = 1 << 16;

    private final MessageDigest digest;
    private final ByteBuffer gathered = ByteBuffer.allocate(GATHERED_BYTES);

    ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    void number(long number) {
        room(Long.BYTES);
        gathered.putLong(number);
    }

    void minute(long series, Minute minute) {
        number(series);
        number(minute.atMs());
        for (double value : new double[] {minute.min(), minute.max(), minute.median(), minute.last()}) {
            number(Double.doubleToRawLongBits(value));
        }
        number(minute.count());
        number(minute.secondsValid());
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a column of a row holds. */
    void value(@Nullable Object value) throws SQLException {
        if (value == null) {
            number(0);
        } else if (value instanceof Integer || value instanceof Long) {
            number(1);
            number(((Number) value).longValue());
        } else if (value instanceof Double real) {
            number(2);
            number(Double.doubleToRawLongBits(real));
        } else if (value instanceof String text) {
            number(3);
            text(text);
        } else if (value instanceof byte[] blob) {
            number(4);
            bytes(blob);
        } else {
            throw new SQLException("expected a number, a text or bytes, got " + value.getClass());
        }
    }

    String hexadecimal() {
        drain();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        drain();
        digest.update(bytes);
    }

    private void room(int bytes) {
        if (gathered.remaining() < bytes) {
            drain();
        }
    }

    private void drain() {
        gathered.flip();
        digest.update(gathered);
        gathered.clear();
    }
}
