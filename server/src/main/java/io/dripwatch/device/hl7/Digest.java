package io.dripwatch.device.hl7;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast 64-bit hash by which a resent message is recognised. It keeps two different messages apart by chance only once
 * in 2^64; it does not defend against a sender who wants a collision, who could as well send other readings.
 */
final class Digest {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME_1 = 0x9E3779B97F4A7C15L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;

    private Digest() {}

    static long of(byte[] bytes, int start, int end) {
        long hash = PRIME_1 ^ (end - start);
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mixed(hash, (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (int shift = 0; at < end; at++, shift += 8) {
            rest |= (bytes[at] & 0xFFL) << shift;
        }
        return finished(mixed(hash, rest));
    }

    private static long mixed(long hash, long word) {
        return Long.rotateLeft(hash ^ (word * PRIME_2), 31) * PRIME_1;
    }

    private static long finished(long hash) {
        long h = (hash ^ (hash >>> 33)) * PRIME_2;
        h = (h ^ (h >>> 29)) * PRIME_1;
        return h ^ (h >>> 32);
    }
}
