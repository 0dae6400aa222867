package io.dripwatch.access;

/** Is told of every access, so that it is recorded. Any thread; returns at once. */
public interface Witness {

    /**
     * Somebody saw or did something, or was refused.
     *
     * @param each whether it stands in the record each time, as what changes something does; what is only seen, or
     *     refused again and again, may be counted together
     */
    void saw(Access access, boolean each);
}
