package io.dripwatch.fhir.push;

import io.dripwatch.alarm.AlarmEvent;
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
            case ALARM_RAISED, ALARM_CHANGED, ALARM_ENDED -> alarm(item);
            case STAGE_CHANGED -> null;
        };
    }

    private @Nullable Told measurement(Item item) {
        Observations.Measured measured = observations.measured(item.id());
        return measured == null
                ? null
                : new Measurement(item.id(), whom(item), measured.device(), measured.readings(), measured.arrivedAt());
    }

    private @Nullable Told alarm(Item item) {
        AlarmEvent event = item.alarm();
        if (event == null) {
            return null;
        }
        AlarmNews.Phase phase = item.topic() == Item.Topic.ALARM_RAISED ? AlarmNews.Phase.START : phase(event);
        return new AlarmNews(item.id(), whom(item), event.alarm(), phase, item.at());
    }

    /** Who was told and who comes is between people, and changes nothing in the alarm. */
    private static AlarmNews.Phase phase(AlarmEvent event) {
        return switch (event.phase()) {
            case START, SIGNAL, UPDATE, REMIND, NOTIFY, ACCEPT -> AlarmNews.Phase.UPDATE;
            case ESCALATE -> AlarmNews.Phase.ESCALATE;
            case DEESCALATE -> AlarmNews.Phase.DEESCALATE;
            case ACKNOWLEDGE -> AlarmNews.Phase.ACKNOWLEDGED;
            case END -> AlarmNews.Phase.END;
            case RESET -> AlarmNews.Phase.RESET;
        };
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
