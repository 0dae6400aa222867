package io.dripwatch.fhir.push;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.fhir.chart.Chart;
import io.dripwatch.fhir.news.Item;
import io.dripwatch.fhir.observation.Observations;
import io.dripwatch.push.AlarmNews;
import io.dripwatch.push.Measurement;
import io.dripwatch.push.Told;
import io.dripwatch.push.Whom;
import io.dripwatch.trend.History;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.ChairId;
import org.jspecify.annotations.Nullable;

/** Makes of an item what can be told without a chart: readings and alarms, whose, and where. Blocks on the store. */
public final class Telling {
    private final History history;
    private final Chart chart;
    private final Observations observations;

    /** For a chart and what was measured for it. */
    public Telling(History history, Chart chart, Observations observations) {
        this.history = history;
        this.chart = chart;
        this.observations = observations;
    }

    /** Null for stages, for which HL7 has other words, and for what is not there any more. */
    @Nullable
    Told of(Item item) {
        return switch (item.topic()) {
            case VITALS -> measurement(item);
            case ALARM_RAISED -> alarm(item, false);
            case ALARM_ENDED -> alarm(item, true);
            case STAGE_CHANGED -> null;
        };
    }

    private @Nullable Told measurement(Item item) {
        Observations.Measured measured = observations.measured(item.id());
        return measured == null
                ? null
                : new Measurement(item.id(), whom(item), measured.device(), measured.readings(), measured.arrivedAt());
    }

    private @Nullable Told alarm(Item item, boolean over) {
        Alarm alarm = item.alarm();
        return alarm == null ? null : new AlarmNews(item.id(), whom(item), alarm, over, item.at());
    }

    private Whom whom(Item item) {
        StoredPatient patient = item.patient() == 0 ? null : history.patient(item.patient());
        Long encounter = item.encounter();
        ChairId chair = encounter == null ? null : chart.chair(encounter);
        return new Whom(
                patient == null ? "" : "Patient/" + patient.key(),
                patient == null ? null : patient.patient(),
                encounter == null || chair == null ? null : new Whom.Visit(Long.toString(encounter), chair));
    }
}
