package io.dripwatch.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one session, ready to show: texts are in the ward's words, values in the unit of the site, times on
 * the server's clock.
 *
 * @param session its id
 * @param language in which it is written: "en", "es"
 * @param room as the ward calls it
 * @param chair where the patient sat
 * @param writtenAt when this report was made; the record may have grown since
 * @param complete whether the session is over, so that nothing more is expected
 * @param patient null where nobody ever said who it is
 * @param protocol under which it ran
 * @param order what was ordered
 * @param given what ran; null where the drug never did
 * @param stages in their order
 * @param columns of {@code vitals}, in their order
 * @param vitals at the times at which the protocol asks for them
 * @param trends every vital sign as a line
 * @param alarms in the order in which they began
 * @param checklist every item of the protocol
 * @param scores that hold, in the order of their times
 * @param sideEffects that hold
 * @param medicines that were written down, the drug of the protocol not among them
 * @param notes that hold
 * @param discharge what stood when it was signed that the patient may go; empty before
 * @param signatures of people, in the order of their times
 * @param monitoring the fields of the esketamine monitoring form; null for other drugs
 */
public record Report(
        String session,
        String language,
        String room,
        String chair,
        Instant writtenAt,
        boolean complete,
        @Nullable Person patient,
        Protocol protocol,
        Order order,
        @Nullable Given given,
        List<StageSpan> stages,
        List<Column> columns,
        List<VitalRow> vitals,
        List<Trend> trends,
        List<AlarmLine> alarms,
        List<CheckLine> checklist,
        List<Note> scores,
        List<Note> sideEffects,
        List<Note> medicines,
        List<Note> notes,
        List<String> discharge,
        List<Signed> signatures,
        @Nullable MonitoringForm monitoring) {

    /** The patient; {@code birthDate} as 2026-01-31, or "" where not told. */
    public record Person(String id, String authority, String name, String birthDate, String sex) {}

    /** The protocol; {@code signedOff} is "" where no clinician answers for it. */
    public record Protocol(String id, int version, String title, String drug, String signedOff) {}

    /**
     * What was ordered.
     *
     * @param words "0.5 mg/kg over 40 min"
     * @param weightKg null where none was taken
     * @param mg null where it needs a weight and there is none
     */
    public record Order(
            String words,
            @Nullable Double weightKg,
            @Nullable Instant weighedAt,
            @Nullable Double mg) {}

    /**
     * The dose as given, by the pump's own count; what is null is not known to this system.
     *
     * @param until null while it still runs
     * @param minutes that the drug ran, held time left out
     * @param pump what the pump said, in its order
     */
    public record Given(
            Instant from,
            @Nullable Instant until,
            long minutes,
            @Nullable Double ml,
            @Nullable Double mg,
            @Nullable Double mgPerKg,
            List<Line> pump) {}

    public record Line(Instant at, String text) {}

    /** {@code to} is null while it lasts. */
    public record StageSpan(
            String stage, Instant from, @Nullable Instant to, String by, String reason) {}

    /** A vital sign: "SpO2", "%", and how many digits after the point it has at least. */
    public record Column(String metric, String label, String unit, int decimals) {}

    /**
     * The vital signs at one time.
     *
     * @param why the time counts: "Before the drug", "Dosing, 10 min"
     * @param values by column; null where nothing was measured around then
     */
    public record VitalRow(String why, Instant at, List<@Nullable Taken> values) {}

    /**
     * A measurement near a time.
     *
     * @param measuredAt when it was taken
     * @param ageSeconds how long before the time; below 0 where it was taken after it
     */
    public record Taken(double value, Instant measuredAt, long ageSeconds, boolean questionable) {}

    /** The outline of one vital sign; each point is epoch milliseconds and value. */
    public record Trend(Column column, int site, List<double[]> points) {}

    /**
     * An alarm.
     *
     * @param priority the highest that it reached
     * @param to null where it was not over
     * @param shownAfterMs how long after it was decided the first screen showed it; null where none did
     * @param responses what people and the chain did about it
     */
    public record AlarmLine(
            String text,
            String priority,
            boolean technical,
            Instant from,
            @Nullable Instant to,
            @Nullable Long shownAfterMs,
            List<Response> responses) {}

    /** {@code what}: "acknowledged: oxygen given", "coming", "told charge nurse". */
    public record Response(Instant at, String by, String what) {}

    /** {@code answer} is "" where it was not answered; {@code open} where it is not the safe one. */
    public record CheckLine(String ask, String answer, String by, boolean open, String waived) {}

    /** Something charted; {@code until} is the end of a side effect, null while it lasts. */
    public record Note(Instant at, @Nullable Instant until, String text, String by, boolean corrected) {}

    public record Signed(Instant at, String by, String what) {}

    public Report {
        stages = List.copyOf(stages);
        columns = List.copyOf(columns);
        vitals = List.copyOf(vitals);
        trends = List.copyOf(trends);
        alarms = List.copyOf(alarms);
        checklist = List.copyOf(checklist);
        scores = List.copyOf(scores);
        sideEffects = List.copyOf(sideEffects);
        medicines = List.copyOf(medicines);
        notes = List.copyOf(notes);
        discharge = List.copyOf(discharge);
        signatures = List.copyOf(signatures);
    }
}
