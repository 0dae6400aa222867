package io.dripwatch.trend.embedded;

import java.util.Arrays;

/**
 * Whole numbers of few bytes, one after the other: seven bits a byte, the lowest first, the high bit says that more
 * follow (LEB128). Signed ones fold their sign into the lowest bit first.
 */
final class Bytes {
    private byte[] bytes;
    private int at;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** To be written. */
    static Bytes empty() {
        return new Bytes(new byte[256]);
    }

    /** To be read from the beginning. */
    static Bytes of(byte[] written) {
        return new Bytes(written);
    }

    /** All that was written. */
    byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    int size() {
        return at;
    }

    void clear() {
        at = 0;
    }

    boolean more() {
        return at < bytes.length;
    }

    void whole(long number) {
        room();
        long left = number;
        while ((left & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes[at++] = (byte) left;
    }

    void signed(long number) {
        whole((number << 1) ^ (number >> 63));
    }

    void fixed(long number) {
        room();
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[at++] = (byte) (number >>> shift);
        }
    }

    long whole() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalStateException("expected a number of at most ten bytes, got a longer one");
    }

    long signed() {
        long folded = whole();
        return (folded >>> 1) ^ -(folded & 1);
    }

    long fixed() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            number |= (bytes[at++] & 0xFFL) << shift;
        }
        return number;
    }

    private void room() {
        if (bytes.length - at < 10) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }
}
