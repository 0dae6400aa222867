package io.dripwatch.device;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits. */
public final class Network {
    private static final Pattern NUMERIC = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final String text;
    private final byte[] first;
    private final int bits;

    private Network(String text, byte[] first, int bits) {
        this.text = text;
        this.first = first;
        this.bits = bits;
    }

    /**
     * Reads "192.0.2.7", "192.0.2.0/24" or the same of IPv6; no names.
     *
     * @throws IllegalArgumentException naming what was expected
     */
    public static Network of(String text) {
        String[] parts = text.split("/", 2);
        try {
            byte[] first = bytes(parts[0]);
            int all = first.length * Byte.SIZE;
            int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= all) {
                return new Network(text, first, bits);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected(text), e);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static String expected(String text) {
        return "expected an address or a network such as 192.0.2.0/24, got " + text;
    }

    /** Never asks for a name. */
    private static byte[] bytes(String address) {
        try {
            if (NUMERIC.matcher(address).matches()) {
                return InetAddress.getByName(address).getAddress();
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("expected a numeric address, got " + address, e);
        }
        throw new IllegalArgumentException("expected a numeric address, got " + address);
    }

    /**
     * Whether an address is one of them.
     *
     * @param address numeric, with or without the scope of IPv6
     */
    public boolean contains(String address) {
        byte[] other = bytes(address.split("%", 2)[0]);
        boolean same = first.length == other.length;
        for (int bit = 0; same && bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            same = ((first[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) == 0;
        }
        return same;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network && bits == network.bits && Arrays.equals(first, network.first);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(first) * 31 + bits;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
