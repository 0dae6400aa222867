package io.dripwatch.vitals;

/**
 * The name by which a device is known: what it calls itself, or failing that, who sends for it.
 *
 * @param value 1 to 200 characters, no control characters; compared exactly
 */
public record DeviceId(String value) {
    public DeviceId {
        Words.check(value, "a device id", 200);
    }

    @Override
    public String toString() {
        return value;
    }
}
