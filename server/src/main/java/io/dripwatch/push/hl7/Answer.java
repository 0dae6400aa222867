package io.dripwatch.push.hl7;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver says of a message (MSA and ERR).
 *
 * @param code MSA-1: AA, AE, AR, CA, CE or CR
 * @param id MSA-2; "" where it names none
 * @param error ERR-3.1, the number of the error in HL7 table 0357; "" for none
 * @param reason in its own words, which may name a patient; "" for none
 */
record Answer(String code, String id, String error, String reason) {
    private static final Pattern CODE = Pattern.compile("[AC][AER]");
    private static final Pattern ERROR = Pattern.compile("\\d{1,4}");

    /** What the code says of the message. */
    enum Verdict {
        TAKEN,
        /** Something went wrong there: it may be taken later. */
        FAULTY,
        /** It never will be. */
        REJECTED
    }

    /** Reads one; null where the text is no acknowledgement. */
    static @Nullable Answer of(String text) {
        String code = "";
        String id = "";
        String error = "";
        String reason = "";
        for (String segment : text.split("[\r\n]+", -1)) {
            char separator = segment.length() > 3 ? segment.charAt(3) : '|';
            String[] fields = segment.split(Pattern.quote(String.valueOf(separator)), -1);
            if (fields[0].equals("MSA")) {
                code = field(fields, 1).strip();
                id = field(fields, 2).strip();
                reason = reason.isEmpty() ? field(fields, 3) : reason;
            } else if (fields[0].equals("ERR")) {
                reason = field(fields, 8).isEmpty() ? reason : field(fields, 8);
                error = field(fields, 3).split("\\^", -1)[0];
            }
        }
        return CODE.matcher(code).matches()
                ? new Answer(code, id, ERROR.matcher(error).matches() ? error : "", reason)
                : null;
    }

    private static String field(String[] fields, int number) {
        return number < fields.length ? fields[number] : "";
    }

    /** Whether it settles what was asked: who wants to know what became of a message does not stop at CA. */
    boolean isOf(Sender.Asking asking) {
        return asking == Sender.Asking.ACCEPT || code.startsWith("A") || verdict() != Verdict.TAKEN;
    }

    Verdict verdict() {
        return switch (code.charAt(1)) {
            case 'A' -> Verdict.TAKEN;
            case 'E' -> Verdict.FAULTY;
            default -> Verdict.REJECTED;
        };
    }

    /** "AE, error 207": nothing of a patient. */
    String sentence() {
        return error.isEmpty() ? code : code + ", error " + error;
    }
}
