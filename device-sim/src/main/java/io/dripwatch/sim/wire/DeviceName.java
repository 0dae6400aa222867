package io.dripwatch.sim.wire;

/**
 * What a device calls itself on the wire.
 *
 * @param application MSH-3.1, the family of the device
 * @param eui64 its own 16 hexadecimal digits
 */
public record DeviceName(String application, String eui64) {
    public DeviceName {
        if (application.isBlank()) {
            throw new IllegalArgumentException("expected the name of a device, got nothing");
        }
        if (!eui64.matches("[0-9A-F]{16}")) {
            throw new IllegalArgumentException("expected an EUI-64 of 16 hexadecimal digits, got " + eui64);
        }
    }

    /** "name^id^EUI-64", as MSH-3 holds it. */
    public String hd() {
        return Segment.escape(application) + "^" + eui64 + "^EUI-64";
    }
}
