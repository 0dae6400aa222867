package io.dripwatch.device.hl7;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * What kind of message it is, by MSH-9.
 *
 * @param code "ORU"
 * @param event "R01"; empty where the field is not of the form AAA^B99
 * @param shifted whether MSH-8 looks like the type, for the header lacks a field
 */
record MessageType(String code, String event, boolean shifted) {

    static MessageType of(Message message) {
        Slice type = message.field(0, 9);
        Slice code = message.component(type, 1);
        Slice event = message.component(type, 2);
        boolean wellFormed = isWellFormed(code, event);
        Slice before = message.field(0, 8);
        boolean shifted = !wellFormed && isWellFormed(message.component(before, 1), message.component(before, 2));
        boolean named = code.length() == 3 && isLetters(code);
        return new MessageType(named ? code.ascii() : "", wellFormed ? event.ascii() : "", shifted);
    }

    private static boolean isWellFormed(Slice code, Slice event) {
        return code.length() == 3
                && isLetters(code)
                && event.length() == 3
                && isLetter(event.at(0))
                && Numeral.code(new Slice(event.bytes(), event.start() + 1, event.end())) >= 0;
    }

    private static boolean isLetters(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLetter(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(byte character) {
        return character >= 'A' && character <= 'Z';
    }

    /** Whether it answers a message: such a one is never answered, or two systems would thank each other for ever. */
    boolean isAcknowledgement() {
        return code.equals("ACK");
    }

    /** Whether a device tells of an alarm of its own (IHE PCD-04). */
    boolean tellsOfAlarm() {
        return code.equals("ORU") && event.equals("R40");
    }

    /** Why it is not for this server; null where it is. */
    @Nullable
    Refusal refusal() {
        if (code.equals("ORU") && (event.equals("R01") || event.equals("R42") || tellsOfAlarm())) {
            return null;
        }
        String got = event.isEmpty() ? "something else" : code + "^" + event;
        String hint = shifted ? "; MSH-8 looks like the type, so the header lacks a field" : "";
        return new Refusal(RefusalReason.UNSUPPORTED_TYPE, "MSH-9", "expected ORU^R01, R40 or R42, got " + got + hint);
    }
}
