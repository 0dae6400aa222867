package io.dripwatch.device.hl7;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The characters that divide one message, as its own MSH-1 and MSH-2 declare them (HL7 v2 chapter 2.5.4).
 *
 * @param escape 0 where the sender lost it (MSH-2 {@code ^~&}, seen from GE B1x5 gateways): then nothing is escaped
 * @param truncation the fifth character of MSH-2, which HL7 v2.7 added; 0 where there is none
 */
record Separators(byte field, byte component, byte repetition, byte escape, byte subcomponent, byte truncation) {
    static final Separators USUAL =
            new Separators((byte) '|', (byte) '^', (byte) '~', (byte) '\\', (byte) '&', (byte) 0);

    /** Reads them from "MSH|^~\&|..."; null where a message cannot be divided by them without doubt. */
    static @Nullable Separators of(byte[] bytes, int start, int end) {
        if (end - start < 4) {
            return null;
        }
        byte field = bytes[start + 3];
        int from = start + 4;
        int to = from;
        while (to < end && bytes[to] != field && bytes[to] != '\r' && bytes[to] != '\n') {
            to++;
        }
        Slice declared = new Slice(bytes, from, to).trimmed();
        Separators separators = declared(field, declared);
        return separators != null && separators.areDistinct() ? separators : null;
    }

    private static @Nullable Separators declared(byte field, Slice declared) {
        if (declared.is("^~&") && field != '\\') {
            return new Separators(field, (byte) '^', (byte) '~', (byte) 0, (byte) '&', (byte) 0);
        }
        if (declared.length() < 4 || declared.length() > 5) {
            return null;
        }
        byte truncation = declared.length() == 5 ? declared.at(4) : 0;
        return new Separators(field, declared.at(0), declared.at(1), declared.at(2), declared.at(3), truncation);
    }

    private boolean areDistinct() {
        byte[] all = {field, component, repetition, escape, subcomponent, truncation};
        for (int i = 0; i < all.length; i++) {
            if (all[i] != 0 && !isLegal(all[i])) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (all[i] != 0 && all[i] == all[j]) {
                    return false;
                }
            }
        }
        return field != 0 && component != 0 && repetition != 0 && subcomponent != 0;
    }

    private static boolean isLegal(byte character) {
        return character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
    }

    /** MSH-1 and MSH-2, as an answer declares them; an escape that the sender lost is put back. */
    byte[] declaration() {
        byte restored = escape == 0 ? (byte) '\\' : escape;
        byte[] all = {field, component, repetition, restored, subcomponent, truncation};
        return truncation == 0 ? Arrays.copyOf(all, 5) : all;
    }

    /** Text from this server, made safe to stand in a field. */
    String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char code = c >= 0x7F ? 0 : codeOf((byte) c);
            if (Character.isISOControl(c)) {
                safe.append(' ');
            } else if (code == 0) {
                safe.append(c);
            } else {
                char mark = escape == 0 ? '\\' : (char) escape;
                safe.append(mark).append(code).append(mark);
            }
        }
        return safe.toString();
    }

    private char codeOf(byte c) {
        if (c == field) {
            return 'F';
        }
        if (c == component) {
            return 'S';
        }
        if (c == repetition) {
            return 'R';
        }
        if (c == subcomponent) {
            return 'T';
        }
        return c == (escape == 0 ? (byte) '\\' : escape) ? 'E' : 0;
    }
}
