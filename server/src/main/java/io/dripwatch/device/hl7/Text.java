package io.dripwatch.device.hl7;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Turns bytes of a message into text for people: the character set of MSH-18, and the escapes of HL7 v2 chapter 2.7.
 * Senders that declare nothing, or declare ASCII and send more, are read as UTF-8 and, where that is impossible, as
 * 8859-1.
 */
final class Text {
    private final Separators separators;
    private final Charset charset;

    /**
     * The text of one message.
     *
     * @param charset as declared or assumed; one that is known by nothing else is UTF-8
     */
    Text(Separators separators, Charset charset) {
        this.separators = separators;
        this.charset = charset;
    }

    String of(Slice slice) {
        byte[] raw = hasEscape(slice) ? unescaped(slice) : null;
        String decoded =
                raw == null ? decode(slice.bytes(), slice.start(), slice.length()) : decode(raw, 0, raw.length);
        return decoded.chars().anyMatch(Character::isISOControl) ? withoutControls(decoded) : decoded;
    }

    private String decode(byte[] bytes, int offset, int length) {
        if (length <= 0) {
            return "";
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException notThisCharset) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
    }

    private static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isISOControl(c)).forEach(c -> clean.append((char) c));
        return clean.toString();
    }

    private boolean hasEscape(Slice slice) {
        if (separators.escape() != 0) {
            for (int i = slice.start(); i < slice.end(); i++) {
                if (slice.bytes()[i] == separators.escape()) {
                    return true;
                }
            }
        }
        return false;
    }

    private byte[] unescaped(Slice slice) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(slice.length());
        byte[] bytes = slice.bytes();
        for (int i = slice.start(); i < slice.end(); i++) {
            int close = bytes[i] == separators.escape() ? closing(slice, i + 1) : -1;
            if (close > i && replace(new Slice(bytes, i + 1, close), out)) {
                i = close;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }

    private int closing(Slice slice, int from) {
        for (int i = from; i < slice.end(); i++) {
            if (slice.bytes()[i] == separators.escape()) {
                return i;
            }
        }
        return -1;
    }

    /** Writes what an escape stands for; false where we do not know it, so that it stays as it was sent. */
    private boolean replace(Slice code, ByteArrayOutputStream out) {
        if (code.length() == 1) {
            byte stands = standsFor(code.at(0));
            if (stands != 0) {
                out.write(stands);
                return true;
            }
            return false;
        }
        return code.length() >= 3 && code.length() % 2 == 1 && code.at(0) == 'X' && writeHex(code, out);
    }

    private byte standsFor(byte code) {
        return switch (code) {
            case 'F' -> separators.field();
            case 'S' -> separators.component();
            case 'T' -> separators.subcomponent();
            case 'R' -> separators.repetition();
            case 'E' -> separators.escape();
            case 'P' -> separators.truncation();
            default -> 0;
        };
    }

    private static boolean writeHex(Slice code, ByteArrayOutputStream out) {
        byte[] values = new byte[code.length() / 2];
        for (int i = 0; i < values.length; i++) {
            int high = Character.digit(code.at(1 + 2 * i), 16);
            int low = Character.digit(code.at(2 + 2 * i), 16);
            if (high < 0 || low < 0) {
                return false;
            }
            values[i] = (byte) (high * 16 + low);
        }
        out.writeBytes(values);
        return true;
    }
}
