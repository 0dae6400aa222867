package io.dripwatch.fhir.observation;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Observations of every kind, with every edge that a reading can have. */
public final class Samples {
    public static final long NOON = Instant.parse("2026-03-01T12:00:00.250Z").toEpochMilli();
    private static final List<Instant> EXTREMES = List.of(
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("1582-10-10T10:10:10.010Z"),
            Instant.parse("1969-12-31T23:59:59.999Z"),
            Instant.parse("2000-02-29T23:59:59.001Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"));

    public record Sample(Lane lane, Observed observed) {
        @Override
        public String toString() {
            return lane.group().id() + " parts=" + observed.present() + " at " + Instant.ofEpochMilli(observed.atMs());
        }
    }

    private Samples() {}

    public static Lane lane(Group group, String device) {
        List<Long> series =
                group.parts().stream().map(metric -> (long) metric.mdcCode()).toList();
        return new Lane(7, group, 0, 42, 9L, new DeviceId(device), null, series);
    }

    public static Observed observed(Group group, int parts, long atMs, Standing... standings) {
        Observed observed = new Observed().at(atMs);
        for (int i = 0; i < group.parts().size(); i++) {
            if ((parts & 1 << i) != 0) {
                observed.part(i, usual(group.parts().get(i)), standings[i % standings.length], NOON + 5);
            }
        }
        return observed;
    }

    private static double usual(Metric metric) {
        return switch (metric) {
            case TEMPERATURE -> 37.25;
            case SPO2 -> 97.5;
            case NIBP_SYS, ABP_SYS -> 128;
            case NIBP_DIA, ABP_DIA -> 71;
            case NIBP_MEAN, ABP_MEAN -> 90;
            case RESP_RATE -> 14;
            case ETCO2 -> 38.4;
            case HEART_RATE, PULSE_RATE, NIBP_PULSE -> 72;
            case PUMP_RATE -> 45.5;
            case VOLUME_INFUSED, VOLUME_TO_BE_INFUSED, VOLUME_REMAINING -> 0.125;
            case DRUG_CONCENTRATION -> 1;
            case PUMP_WEIGHT -> 70.001;
        };
    }

    public static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (Group group : Group.all()) {
            Lane lane = lane(group, "MON-" + group.id());
            int most = (1 << group.parts().size()) - 1;
            for (int parts = 1; parts <= most; parts++) {
                for (Standing standing : Standing.values()) {
                    samples.add(new Sample(lane, observed(group, parts, NOON, standing)));
                }
            }
            samples.add(new Sample(
                    lane, observed(group, most, NOON, Standing.PLAIN, Standing.ENTERED_IN_ERROR, Standing.TRAINING)));
            samples.add(new Sample(
                    lane, observed(group, most, NOON, Standing.QUESTIONABLE, Standing.PLAIN, Standing.CORRECTED)));
        }
        for (Instant extreme : EXTREMES) {
            samples.add(new Sample(
                    lane(Group.of(Metric.SPO2), "MON"),
                    observed(Group.of(Metric.SPO2), 1, extreme.toEpochMilli(), Standing.PLAIN)));
        }
        String odd = "Monitor \"7\" \\ Zimmer ä\u6771\uD83D\uDE00 <b>&";
        samples.add(new Sample(lane(Group.NIBP, odd), observed(Group.NIBP, 3, NOON, Standing.PLAIN)));
        return samples;
    }
}
