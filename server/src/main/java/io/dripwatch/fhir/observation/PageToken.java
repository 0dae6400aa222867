package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Paging;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Where a search of Observations stands between two pages.
 *
 * @param snapshotMs when the first page was read: what was received later is left out of the following ones
 * @param total how many matches there were then; negative where nobody asked
 * @param last the last Observation that was looked at; null on the first page
 */
record PageToken(long snapshotMs, long total, @Nullable ObservationId last) {
    static final long NOT_COUNTED = -1;

    /**
     * The inverse of {@link #text()}.
     *
     * @throws Problem where this server never said so
     */
    static PageToken parse(String text) {
        String[] parts = text.split("~", -1);
        if (parts.length == 3) {
            ObservationId last = ObservationId.parse(parts[2]);
            try {
                long snapshotMs = Long.parseLong(parts[0]);
                if (last != null && Spans.ALL.contains(snapshotMs)) {
                    return new PageToken(snapshotMs, Long.parseLong(parts[1]), last);
                }
            } catch (NumberFormatException notOurs) {
                throw Paging.badPage();
            }
        }
        throw Paging.badPage();
    }

    String text() {
        return snapshotMs + "~" + total + "~" + (last == null ? "" : last.text());
    }
}
