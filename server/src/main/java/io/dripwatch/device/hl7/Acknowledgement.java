package io.dripwatch.device.hl7;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.hl7.SourceProfile.Acknowledging;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one message: which acknowledgements its sender wants (MSH-15 and MSH-16, HL7 v2 chapter 2.9), and their
 * bytes. Keeps its own copy of the header, so that it outlives the buffer of the message.
 */
final class Acknowledgement {
    /** What became of the message. */
    enum Verdict {
        /** Everything that matters is durable. */
        KEPT('A'),
        /** Something was wrong, or could not be kept: the sender should look at it, or send again. */
        FAULTY('E'),
        /** Not for this server, or not a message at all: sending it again is of no use. */
        REJECTED('R');

        private final char letter;

        Verdict(char letter) {
            this.letter = letter;
        }
    }

    private static final int MOST_ERRORS = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSxx").withZone(ZoneOffset.UTC);
    private static final byte[] NO_HEADER = "MSH|^~\\&|".getBytes(StandardCharsets.US_ASCII);

    private final Message header;
    private final MessageType type;
    private final boolean mute;

    private final Acknowledging habit;

    private Acknowledgement(Message header, boolean mute, Acknowledging habit) {
        this.header = header;
        this.type = MessageType.of(header);
        this.mute = mute;
        this.habit = habit;
    }

    /** Prepares the answer to a message as it asks for it; see {@link #to(Message, Acknowledging)}. */
    static Acknowledgement to(@Nullable Message message) {
        return to(message, Acknowledging.AS_ASKED);
    }

    /**
     * Prepares the answer to a message; to null, whose header could not be read, an answer that names no one.
     *
     * @param habit what its sender reads
     */
    static Acknowledgement to(@Nullable Message message, Acknowledging habit) {
        Message header = message == null ? Message.read(NO_HEADER, 0, NO_HEADER.length) : message.header();
        if (header == null) {
            throw new IllegalStateException("expected our own header to be readable");
        }
        return new Acknowledgement(header, message != null && isAnswer(message), habit);
    }

    /** An acknowledgement is never acknowledged, also not one whose type is spoiled. */
    private static boolean isAnswer(Message message) {
        MessageType type = MessageType.of(message);
        return type.isAcknowledgement() || (type.event().isEmpty() && message.find("MSA") > 0);
    }

    /**
     * The MLLP frames of the answer: none, one, or two where the sender wants both kinds.
     *
     * @param verdict what became of the message
     * @param faults what the sender should mend, at most ten of which are told
     * @param serial a number that no other answer of this run has
     * @param now when it is written
     */
    byte[] frames(Verdict verdict, List<Refusal> faults, long serial, Instant now) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        Slice accept = header.field(0, 15);
        Slice application = header.field(0, 16);
        boolean enhanced = isCondition(accept) || isCondition(application);
        boolean asked = habit == Acknowledging.AS_ASKED;
        if (!mute && (asked ? enhanced && isWanted(accept, verdict) : habit == Acknowledging.ENHANCED)) {
            frame(out, new Answer('C', verdict, faults, serial, now));
        }
        if (!mute && (asked ? !enhanced || isWanted(application, verdict) : habit == Acknowledging.ORIGINAL)) {
            frame(out, new Answer('A', verdict, faults, serial, now));
        }
        Charset declared = header.charset();
        return Charsets.isMisleading(declared)
                ? out.toString(StandardCharsets.UTF_8).getBytes(declared)
                : out.toByteArray();
    }

    private static boolean isCondition(Slice condition) {
        return condition.is("AL") || condition.is("NE") || condition.is("SU") || condition.is("ER");
    }

    private static boolean isWanted(Slice condition, Verdict verdict) {
        return condition.is("AL")
                || (condition.is("SU") && verdict == Verdict.KEPT)
                || (condition.is("ER") && verdict != Verdict.KEPT);
    }

    private record Answer(char kind, Verdict verdict, List<Refusal> faults, long serial, Instant now) {}

    private void frame(ByteArrayOutputStream out, Answer answer) {
        out.write(FrameScanner.BEGIN);
        header(out, answer);
        boolean modern = isModern();
        String text =
                modern || answer.faults.isEmpty() ? "" : answer.faults.get(0).detail();
        begin(out, "MSA");
        field(out, String.valueOf(answer.kind) + answer.verdict.letter);
        raw(out, header.field(0, 10));
        if (!text.isEmpty()) {
            field(out, escaped(text));
        }
        out.write('\r');
        ErrorSegments errors = new ErrorSegments(header.separators(), modern);
        answer.faults.stream()
                .limit(MOST_ERRORS)
                .forEach(fault -> out.writeBytes(errors.of(fault).getBytes(charset())));
        out.write(FrameScanner.END);
        out.write('\r');
    }

    private void header(ByteArrayOutputStream out, Answer answer) {
        Separators separators = header.separators();
        out.writeBytes("MSH".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(separators.declaration());
        for (int from : new int[] {5, 6, 3, 4}) {
            raw(out, header.field(0, from));
        }
        String event = type.event();
        char between = (char) separators.component();
        field(out, TIME.format(answer.now));
        field(out, "");
        field(out, event.isEmpty() ? "ACK" : "ACK" + between + event + between + "ACK");
        field(out, "DW" + answer.kind + Long.toString(answer.now.toEpochMilli(), 36) + "." + answer.serial);
        raw(out, or(header.field(0, 11), "P"));
        raw(out, or(header.field(0, 12), "2.6"));
        Slice declared = header.field(0, 18);
        if (!declared.isEmpty()) {
            for (int i = 13; i < 18; i++) {
                field(out, "");
            }
            raw(out, declared);
        }
        out.write('\r');
    }

    private static Slice or(Slice field, String usual) {
        byte[] bytes = usual.getBytes(StandardCharsets.US_ASCII);
        return field.isEmpty() ? new Slice(bytes, 0, bytes.length) : field;
    }

    /** From version 2.5 on an ERR segment has fields of its own for place, code, severity and text. */
    private boolean isModern() {
        Slice version = header.component(0, 12, 1);
        return version.isEmpty()
                || (version.startsWith("2.") && version.length() >= 3 && version.at(2) >= '5' && version.at(2) <= '9');
    }

    private void begin(ByteArrayOutputStream out, String name) {
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    private void field(ByteArrayOutputStream out, String text) {
        out.write(header.separators().field());
        out.writeBytes(text.getBytes(charset()));
    }

    private void raw(ByteArrayOutputStream out, Slice field) {
        out.write(header.separators().field());
        out.write(field.bytes(), field.start(), field.length());
    }

    private String escaped(String text) {
        return header.separators().escape(text);
    }

    private Charset charset() {
        return Charsets.isMisleading(header.charset()) ? StandardCharsets.UTF_8 : header.charset();
    }
}
