package io.dripwatch.device.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The character sets that MSH-18 can declare: the names of HL7 table 0211, and those that makers write instead. Only
 * sets in which ASCII is ASCII are of use, for the separators must be found in the bytes.
 */
final class Charsets {
    private static final int LONGEST_NAME = 30;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("UNICODE", "UTF-8"),
            Map.entry("UNICODE UTF-8", "UTF-8"),
            Map.entry("GB 18030-2000", "GB18030"),
            Map.entry("GB 18030", "GB18030"),
            Map.entry("GB2312", "GBK"),
            Map.entry("GB 2312", "GBK"),
            Map.entry("BIG-5", "Big5"),
            Map.entry("KS X 1001", "EUC-KR"),
            Map.entry("CNS 11643-1992", "EUC-TW"),
            Map.entry("ISO IR14", "JIS_X0201"),
            Map.entry("ISO IR87", "Shift_JIS"),
            Map.entry("ISO IR159", "EUC-JP"));

    /** In these, the second byte of a letter can look like a separator. */
    private static final Set<String> MISLEADING = Set.of("GBK", "GB18030", "Big5", "Big5-HKSCS", "Shift_JIS");

    private Charsets() {}

    /** The set of this name; null where there is none that we could read, or none is named. */
    static @Nullable Charset named(Slice declared) {
        if (declared.isEmpty() || declared.is("UNICODE UTF-8")) {
            return declared.isEmpty() ? null : StandardCharsets.UTF_8;
        }
        if (declared.length() > LONGEST_NAME) {
            return null;
        }
        String name = declared.ascii().toUpperCase(Locale.ROOT);
        // Many who declare ASCII send more.
        return name.equals("ASCII") || name.equals("US-ASCII") ? null : of(name);
    }

    /** The set of a name of HL7, of a maker or of Java; null where there is none that we could read. */
    static @Nullable Charset of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String java = upper.startsWith("8859/") ? "ISO-8859-" + upper.substring(5) : NAMES.getOrDefault(upper, upper);
        try {
            Charset charset = isLegal(java) && Charset.isSupported(java) ? Charset.forName(java) : null;
            return charset != null && keepsAscii(charset) ? charset : null;
        } catch (UnsupportedCharsetException takenAway) {
            return null;
        }
    }

    private static boolean isLegal(String name) {
        return !name.isEmpty()
                && Character.isLetterOrDigit(name.charAt(0))
                && name.chars().allMatch(c -> c < 0x7F && (Character.isLetterOrDigit(c) || "-_:.+".indexOf(c) >= 0));
    }

    static boolean keepsAscii(Charset charset) {
        String ascii = "MSH|^~&\r\n";
        return charset.canEncode() && Arrays.equals(ascii.getBytes(charset), ascii.getBytes(StandardCharsets.US_ASCII));
    }

    static boolean isMisleading(Charset charset) {
        return MISLEADING.contains(charset.name());
    }
}
