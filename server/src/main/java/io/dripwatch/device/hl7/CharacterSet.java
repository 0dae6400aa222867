package io.dripwatch.device.hl7;

import java.nio.charset.Charset;

/** A character set by the name that HL7, a maker or Java gives it. */
public final class CharacterSet {
    private CharacterSet() {}

    /**
     * The character set of this name.
     *
     * @throws IllegalArgumentException where there is none, or one in which the separators cannot be found
     */
    public static Charset of(String name) {
        Charset charset = Charsets.of(name);
        if (charset == null) {
            throw new IllegalArgumentException(
                    "expected a character set that contains ASCII, such as UTF-8, 8859/1 or GBK, got " + name);
        }
        return charset;
    }
}
