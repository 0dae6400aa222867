package io.dripwatch.device.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One HL7 v2 message divided into segments and fields by a single pass over its bytes. Segments end with CR, LF or
 * both. Nothing is copied: it is valid as long as the buffer it was read from.
 *
 * <p>Segments are numbered from 0, which is the MSH; fields as in the standard, so that MSH-9 is {@code field(0, 9)}.
 */
final class Message {
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final Separators separators;
    private final Charset charset;
    private final Text text;

    /** Where each field begins, segment name included; each segment closes with one past its end plus one. */
    private int[] fieldStarts = new int[256];

    private int fieldCount;

    /** For each segment, where in {@link #fieldStarts} it begins. */
    private int[] segmentFirst = new int[32];

    private int segmentCount;

    private Message(byte[] bytes, int start, int end, Separators separators, @Nullable Charset known) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.separators = separators;
        divide();
        Charset declared = known == null ? Charsets.named(first(field(0, 18))) : known;
        this.charset = declared == null ? StandardCharsets.UTF_8 : declared;
        // Bytes of a misleading character set have been written anew in UTF-8 before they were divided.
        boolean rewritten = known != null && Charsets.isMisleading(known);
        this.text = new Text(separators, rewritten ? StandardCharsets.UTF_8 : charset);
    }

    /** Divides the message that begins with "MSH" at {@code start}; null where its separators cannot be told. */
    static @Nullable Message read(byte[] bytes, int start, int end) {
        if (!new Slice(bytes, start, end).startsWith("MSH")) {
            return null;
        }
        Separators separators = Separators.of(bytes, start, end);
        if (separators == null) {
            return null;
        }
        Message message = new Message(bytes, start, end, separators, null);
        return Charsets.isMisleading(message.charset) ? message.in(message.charset) : message;
    }

    /**
     * The same in the character set that its sender is known to use, unless it declares one itself.
     *
     * @param assumed null where nothing is known
     */
    Message assuming(@Nullable Charset assumed) {
        boolean declares = Charsets.named(first(field(0, 18))) != null;
        return assumed == null || declares ? this : in(assumed);
    }

    /** Where the second byte of a letter can look like a separator, the letters are rewritten before the division. */
    private Message in(Charset known) {
        if (!Charsets.isMisleading(known)) {
            return new Message(bytes, start, end, separators, known);
        }
        byte[] rewritten = new String(bytes, start, end - start, known).getBytes(StandardCharsets.UTF_8);
        return new Message(rewritten, 0, rewritten.length, separators, known);
    }

    private void divide() {
        byte separator = separators.field();
        int at = start;
        while (at < end) {
            if (bytes[at] == CR || bytes[at] == LF) {
                at++;
                continue;
            }
            beginSegment();
            addField(at);
            byte next = 0;
            while (at < end && (next = bytes[at]) != CR && next != LF) {
                at++;
                if (next == separator) {
                    addField(at);
                }
            }
            addField(at + 1);
        }
    }

    private void beginSegment() {
        if (segmentCount == segmentFirst.length) {
            segmentFirst = Arrays.copyOf(segmentFirst, segmentCount * 2);
        }
        segmentFirst[segmentCount++] = fieldCount;
    }

    private void addField(int at) {
        if (fieldCount == fieldStarts.length) {
            fieldStarts = Arrays.copyOf(fieldStarts, fieldCount * 2);
        }
        fieldStarts[fieldCount++] = at;
    }

    Separators separators() {
        return separators;
    }

    int segments() {
        return segmentCount;
    }

    /** How many fields this segment has, by the numbering of the standard; 0 where it is only a name. */
    int fields(int segment) {
        int next = segment + 1 < segmentCount ? segmentFirst[segment + 1] : fieldCount;
        int parts = next - segmentFirst[segment] - 2;
        return segment == 0 ? parts + 1 : parts;
    }

    boolean isNamed(int segment, String name) {
        int first = segmentFirst[segment];
        return new Slice(bytes, fieldStarts[first], fieldStarts[first + 1] - 1)
                .trimmed()
                .is(name);
    }

    /** A whole field without blanks around it; empty where the segment is shorter. MSH-1 is the separator itself. */
    Slice field(int segment, int number) {
        int index = segment == 0 ? number - 1 : number;
        if (segment == 0 && number == 1) {
            return new Slice(bytes, start + 3, start + 4);
        }
        if (number > fields(segment)) {
            return Slice.EMPTY;
        }
        int at = segmentFirst[segment] + index;
        return new Slice(bytes, fieldStarts[at], fieldStarts[at + 1] - 1).trimmed();
    }

    /** A component of the first repetition of a field. */
    Slice component(int segment, int field, int number) {
        return component(first(field(segment, field)), number);
    }

    /** A component of a field that is known to have one repetition, or of one repetition. */
    Slice component(Slice repetition, int number) {
        return repetition.part(number, separators.component());
    }

    /** The first repetition of a field. */
    Slice first(Slice field) {
        return field.part(1, separators.repetition());
    }

    /** The number of the first segment of this name; -1 where there is none. */
    int find(String name) {
        for (int i = 0; i < segmentCount; i++) {
            if (isNamed(i, name)) {
                return i;
            }
        }
        return -1;
    }

    /** Text for people, in the message's own character set, escapes undone, without control characters. */
    String text(Slice slice) {
        return text.of(slice);
    }

    /** The character set of its sender, in which an answer is written. */
    Charset charset() {
        return charset;
    }

    /** The header alone, whole and on its own: it outlives the buffer of the message. */
    Message header() {
        byte[] copy = segment(0).copy();
        return new Message(copy, 0, copy.length, separators, charset);
    }

    Slice segment(int segment) {
        int next = segment + 1 < segmentCount ? segmentFirst[segment + 1] : fieldCount;
        return new Slice(bytes, fieldStarts[segmentFirst[segment]], fieldStarts[next - 1] - 1);
    }

    Slice whole() {
        return new Slice(bytes, start, end);
    }
}
