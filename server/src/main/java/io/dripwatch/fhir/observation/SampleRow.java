package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.trend.Series;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading.Standing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * One series on its way into Observations with SampledData (FHIR R4, data types). A sample is the last reading of its
 * period that is beyond doubt, {@code E} where there is none. A sensor that was silent for an hour begins another
 * Observation, so that a clock that jumped by years writes no years of {@code E}.
 */
final class SampleRow {
    private static final long LONGEST_GAP_MS = 3_600_000;
    private static final byte[] ABSENT = "E".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPACE = " ".getBytes(StandardCharsets.US_ASCII);

    private final JsonBytes out;
    private final SeriesReader reader;
    private final Series series;
    private final long encounter;
    private final long periodMs;
    private boolean any;
    private boolean open;
    private long first;
    private long next;

    /**
     * Where it stands.
     *
     * @param encounter the id of the session's Encounter
     * @param periodMs of a sample
     * @param any whether an Observation stands before it in the Bundle
     */
    record Place(long encounter, long periodMs, boolean any) {}

    /** @param reader at its first reading */
    SampleRow(JsonBytes out, SeriesReader reader, Series series, Place place) {
        this.out = out;
        this.reader = reader;
        this.series = series;
        this.encounter = place.encounter;
        this.periodMs = place.periodMs;
        this.any = place.any;
    }

    /** Whether something is left to write. */
    boolean more() {
        return open || !reader.ended();
    }

    /** Writes on until so many bytes stand there, or all. */
    void write(int most) {
        while (more() && out.size() < most) {
            long at = reader.ended() ? Long.MAX_VALUE : Math.floorDiv(reader.at(), periodMs);
            if (open && (reader.ended() || (at - next) * periodMs > LONGEST_GAP_MS)) {
                close();
            } else {
                sample(at);
            }
        }
    }

    private void sample(long at) {
        if (!open) {
            open(at);
        }
        while (next < at) {
            separate().raw(ABSENT);
            next++;
        }
        double value = Double.NaN;
        while (!reader.ended() && Math.floorDiv(reader.at(), periodMs) == at) {
            value = isSure(reader.standing()) ? reader.value() : value;
            reader.next();
        }
        separate();
        if (Double.isNaN(value)) {
            out.raw(ABSENT);
        } else {
            out.decimal(value);
        }
        next++;
    }

    private JsonBytes separate() {
        return next == first ? out : out.raw(SPACE);
    }

    private static boolean isSure(Standing standing) {
        return switch (standing) {
            case PLAIN, CORRECTED, TRAINING -> true;
            case QUESTIONABLE, ENTERED_IN_ERROR -> false;
        };
    }

    /** Only the code of IEEE 11073: those of LOINC stand for single values, by their profiles. */
    private void open(long at) {
        open = true;
        first = at;
        next = at;
        Metric metric = series.metric();
        String name = series.key() + "/" + periodMs + "/" + at;
        out.ascii(any ? "," : "").ascii("{\"fullUrl\":\"urn:uuid:");
        out.ascii(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
        out.ascii("\",\"resource\":{\"resourceType\":\"Observation\"");
        if (reader.standing() == Standing.TRAINING) {
            out.ascii(",\"meta\":{").ascii(ObservationWriter.TEST_DATA).ascii("}");
        }
        out.ascii(",\"status\":\"final\"");
        KindText.codes(
                out, Kind.category(metric), List.of(Coding.mdc(metric.mdcCode(), metric.mdcRefId())), metric.label());
        LaneText.subject(out, series.patient(), encounter).ascii(",\"device\":");
        LaneText.device(out, series.device()).ascii(",\"valueSampledData\":{\"origin\":{\"value\":0");
        out.raw(KindText.unit(metric.unit())).ascii(",\"period\":").number(periodMs);
        out.ascii(",\"dimensions\":1,\"data\":\"");
        any = true;
    }

    private void close() {
        out.ascii("\"},\"effectivePeriod\":{\"start\":\"").instant(first * periodMs);
        out.ascii("\",\"end\":\"").instant((next - 1) * periodMs).ascii("\"}}}");
        open = false;
    }
}
