package io.dripwatch.fhir.observation;

import org.jspecify.annotations.Nullable;

/**
 * Names an Observation for ever: where its readings are kept and when they were measured. Written as {@code
 * stream.group.site.milliseconds}, which fits FHIR's id (1 to 64 of letters, digits, dot and hyphen).
 *
 * @param stream positive
 * @param group which metrics
 * @param site which sensor, 0 to 63
 * @param atMs epoch milliseconds
 */
record ObservationId(long stream, Group group, int site, long atMs) {

    /** The inverse of {@link #text()}; null for what this server never gave out. */
    static @Nullable ObservationId parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        Group group = Group.ofId(parts[1]);
        if (group == null) {
            return null;
        }
        try {
            ObservationId id = new ObservationId(
                    Long.parseLong(parts[0]), group, Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
            return id.text().equals(text) ? id : null;
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    String text() {
        return prefix(stream, group, site) + atMs;
    }

    /** All but the time, so that a row of Observations writes it once. */
    static String prefix(long stream, Group group, int site) {
        return stream + "." + group.id() + "." + site + ".";
    }

    /** The order among Observations of the same moment: by stream, group, site. */
    static int compareSources(long stream, Group group, int site, ObservationId other) {
        int byStream = Long.compare(stream, other.stream);
        int byGroup = byStream != 0 ? byStream : Integer.compare(group.rank(), other.group.rank());
        return byGroup != 0 ? byGroup : Integer.compare(site, other.site);
    }
}
