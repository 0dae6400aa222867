package io.dripwatch.device.hl7;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A stretch of a message that nobody has copied: a field, a component, a segment. Valid only as long as the buffer
 * behind it, that is, until the decoder returns.
 */
final class Slice {
    static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int start;
    private final int end;

    /** The bytes from {@code start} up to {@code end}, which is not part of it. */
    Slice(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    boolean isEmpty() {
        return start >= end;
    }

    /** Empty, or HL7's explicit null {@code ""}. */
    boolean isAbsent() {
        return isEmpty() || (end - start == 2 && bytes[start] == '"' && bytes[start + 1] == '"');
    }

    byte at(int index) {
        return bytes[start + index];
    }

    /** Without the blanks at both ends, which some senders put at the end of every line. */
    Slice trimmed() {
        int from = start;
        int to = end;
        while (from < to && bytes[from] == ' ') {
            from++;
        }
        while (to > from && bytes[to - 1] == ' ') {
            to--;
        }
        return from == start && to == end ? this : new Slice(bytes, from, to);
    }

    /**
     * The n-th part (from 1) between separators, trimmed; empty where there are fewer. A separator of 0 separates
     * nothing.
     */
    Slice part(int n, byte separator) {
        int from = start;
        for (int i = 1; i < n; i++) {
            int next = indexOf(separator, from);
            if (next < 0) {
                return EMPTY;
            }
            from = next + 1;
        }
        int to = indexOf(separator, from);
        return new Slice(bytes, from, to < 0 ? end : to).trimmed();
    }

    /** How many parts there are between separators: at least one. */
    int parts(byte separator) {
        int count = 1;
        for (int i = start; i < end; i++) {
            count += bytes[i] == separator ? 1 : 0;
        }
        return count;
    }

    private int indexOf(byte wanted, int from) {
        if (wanted != 0) {
            for (int i = from; i < end; i++) {
                if (bytes[i] == wanted) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether exactly these ASCII characters stand here. */
    boolean is(String ascii) {
        return length() == ascii.length() && startsWith(ascii);
    }

    boolean startsWith(String ascii) {
        return matchesAt(start, ascii);
    }

    /** Where these ASCII characters first stand, from the start of this slice; -1 where they do not. */
    int find(String ascii) {
        for (int i = start; i <= end - ascii.length(); i++) {
            if (matchesAt(i, ascii)) {
                return i - start;
            }
        }
        return -1;
    }

    private boolean matchesAt(int position, String ascii) {
        if (end - position < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[position + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean sameBytes(byte[] other) {
        return Arrays.equals(bytes, start, end, other, 0, other.length);
    }

    boolean sameBytes(Slice other) {
        return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, start, Math.max(start, end));
    }

    /** One character per byte: for codes and tokens, which are ASCII in every dialect; never for names. */
    String ascii() {
        return isEmpty() ? "" : new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Never the text itself, which may be a patient's. */
    @Override
    public String toString() {
        return "Slice[" + length() + " bytes]";
    }
}
