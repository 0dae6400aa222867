package io.dripwatch.app.config;

import io.dripwatch.flow.RoomPlan;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.wording.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The room.
 *
 * @param name as the ward calls it
 * @param pointOfCare what devices of this room send as point of care (HL7 PV1-3.1)
 * @param chairs as written above them, in the order of the screens
 * @param keepUnderNamedPatient whether readings that name a patient are charted where no session is open
 */
record RoomSettings(
        @Nullable String name,
        @Nullable String pointOfCare,
        @Nullable List<String> chairs,
        @Nullable Boolean keepUnderNamedPatient) {
    static final RoomSettings USUAL = new RoomSettings(null, null, null, null);

    private static final Duration UNSEEN_AFTER = Duration.ofSeconds(5);
    private static final int USUAL_CHAIRS = 8;

    /**
     * The room as it will run.
     *
     * @throws ConfigError where it is not usable
     */
    RoomPlan plan(Map<String, Protocol> protocols, Wording wording) {
        try {
            return new RoomPlan(
                    name == null ? wording.say("Infusion room") : name,
                    Default.of(pointOfCare, "INFUSION"),
                    places(),
                    protocols,
                    Default.of(keepUnderNamedPatient, true),
                    UNSEEN_AFTER);
        } catch (IllegalArgumentException e) {
            throw new ConfigError("room: " + e.getMessage(), e);
        }
    }

    private List<ChairId> places() {
        return chairs == null
                ? IntStream.rangeClosed(1, USUAL_CHAIRS)
                        .mapToObj(number -> new ChairId(Integer.toString(number)))
                        .toList()
                : chairs.stream().map(ChairId::new).toList();
    }
}
