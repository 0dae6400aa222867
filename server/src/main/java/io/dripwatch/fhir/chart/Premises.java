package io.dripwatch.fhir.chart;

import io.dripwatch.vitals.ChairId;
import java.util.List;

/**
 * Where sessions happen.
 *
 * @param room its name
 * @param chairs as they stand there
 */
public record Premises(String room, List<ChairId> chairs) {
    public Premises {
        chairs = List.copyOf(chairs);
    }
}
