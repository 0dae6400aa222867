package io.dripwatch.fhir.observation;

import ca.uhn.fhir.parser.IParser;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Reading.Standing;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;

/** Our writer beside HAPI's encoder: Observations a second, one thread. Run as {@code server/docs/fhir.md} tells. */
public final class ObservationBenchmark {
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 2_000_000_000L;
    private static final int BATCH = 100;

    private ObservationBenchmark() {}

    /** One batch of Observations; gives how many bytes they took, so that nothing is optimised away. */
    private interface Batch {
        long run();
    }

    public static void main(String[] args) {
        for (Group group : List.of(Group.of(Metric.SPO2), Group.NIBP)) {
            int parts = (1 << group.parts().size()) - 1;
            Lane lane = Samples.lane(group, "MON-1");
            Observed observed = Samples.observed(group, parts, Samples.NOON, Standing.PLAIN);
            compare("ours " + group.id(), ours(lane, observed));
            compare("HAPI " + group.id(), hapi(lane, observed));
        }
    }

    private static Batch ours(Lane lane, Observed observed) {
        JsonBytes out = new JsonBytes(256 * 1024);
        ObservationWriter writer = new ObservationWriter(out);
        LaneText text = new LaneText(lane);
        return () -> {
            for (int i = 0; i < BATCH; i++) {
                writer.write(text, observed);
            }
            return out.take().length();
        };
    }

    private static Batch hapi(Lane lane, Observed observed) {
        IParser parser = Oracle.CONTEXT.newJsonParser();
        Observation observation = parser.parseResource(Observation.class, Oracle.write(lane, observed));
        return () -> {
            long size = 0;
            for (int i = 0; i < BATCH; i++) {
                size += parser.encodeResourceToString(observation).length();
            }
            return size;
        };
    }

    /** Prints the best round; the others warm up or were disturbed. */
    private static void compare(String name, Batch batch) {
        double best = 0;
        long size = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long written = 0;
            while (System.nanoTime() - start < ROUND_NANOS) {
                size = batch.run();
                written += BATCH;
            }
            best = Math.max(best, written * 1e9 / (System.nanoTime() - start));
        }
        System.out.printf("%-12s %,12.0f Observations/s, %d bytes each%n", name, best, size / BATCH);
    }
}
