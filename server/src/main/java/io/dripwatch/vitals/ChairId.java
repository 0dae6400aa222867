package io.dripwatch.vitals;

/**
 * A treatment chair (or bed) in the room, as written above it.
 *
 * @param value 1 to 60 characters, no control characters; compared exactly
 */
public record ChairId(String value) {
    public ChairId {
        Words.check(value, "a chair", 60);
    }

    @Override
    public String toString() {
        return value;
    }
}
