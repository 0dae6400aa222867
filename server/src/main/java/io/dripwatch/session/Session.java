package io.dripwatch.session;

import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Patient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One patient's stay in one chair, as of now.
 *
 * @param visit who, where, under which protocol
 * @param progress where it stands
 * @param checkIn what was asked and weighed before the drug
 * @param baseline this patient's values before the drug
 * @param chart what people wrote
 * @param ownLimits the limits set for this patient
 */
public record Session(
        Visit visit, Progress progress, CheckIn checkIn, Baseline baseline, Chart chart, List<OwnLimit> ownLimits) {

    /**
     * What is known from the beginning.
     *
     * @param id unique for ever
     * @param chair where the patient sits
     * @param patient who; null until somebody or some device says so
     * @param responsible the nurse who answers for the chair; "" until somebody is named
     * @param protocol the version this session started with
     * @param startedAt when it was opened
     */
    public record Visit(
            String id,
            ChairId chair,
            @Nullable Patient patient,
            String responsible,
            Protocol protocol,
            Instant startedAt) {}

    /**
     * Where a session stands.
     *
     * @param stage now
     * @param since since when
     * @param by who or what moved it there
     * @param confirmedBy the nurse who confirmed a move that a pump made; null while nobody has
     * @param dosingSince when the drug first ran; null before
     * @param dosed how long it ran in the spells that are over
     * @param clock how long the patient has been observed after the dose
     * @param signature the word that the patient may go; null before
     */
    public record Progress(
            Stage stage,
            Instant since,
            String by,
            @Nullable String confirmedBy,
            @Nullable Instant dosingSince,
            Duration dosed,
            ObservationClock clock,
            @Nullable Signature signature) {}

    public Session {
        ownLimits = List.copyOf(ownLimits);
    }

    /** A session as it begins. */
    public static Session opened(Visit visit, Stage stage, String by) {
        Progress start =
                new Progress(stage, visit.startedAt, by, null, null, Duration.ZERO, ObservationClock.ZERO, null);
        Session session = new Session(visit, start, CheckIn.EMPTY, Baseline.NONE, Chart.EMPTY, List.of());
        return session.inStage(stage, by, visit.startedAt);
    }

    public String id() {
        return visit.id;
    }

    public ChairId chair() {
        return visit.chair;
    }

    public @Nullable Patient patient() {
        return visit.patient;
    }

    public Protocol protocol() {
        return visit.protocol;
    }

    public Instant startedAt() {
        return visit.startedAt;
    }

    public Stage stage() {
        return progress.stage;
    }

    public Instant stageSince() {
        return progress.since;
    }

    public @Nullable Instant dosingSince() {
        return progress.dosingSince;
    }

    /** How long the drug has run until {@code now}, held time left out. */
    public Duration dosingTime(Instant now) {
        boolean runs = progress.stage == Stage.DOSING && now.isAfter(progress.since);
        return runs ? progress.dosed.plus(Duration.between(progress.since, now)) : progress.dosed;
    }

    public ObservationClock clock() {
        return progress.clock;
    }

    /** Body weight in kg; null where none was taken. */
    public @Nullable Double weightKg() {
        Weight weight = checkIn.weight();
        return weight == null ? null : (Double) weight.kg();
    }

    /** The ordered dose in mg; null where it needs a weight and there is none. */
    public @Nullable Double orderedMg() {
        return protocol().order().mg(weightKg());
    }

    /** Moved to another stage. The observation clock begins anew when the drug runs again. */
    public Session inStage(Stage next, String by, Instant at) {
        boolean dosing = next == Stage.DOSING;
        Instant dosingSince = dosing && progress.dosingSince == null ? at : progress.dosingSince;
        ObservationClock clock = dosing ? ObservationClock.ZERO : progress.clock.stop(at);
        Signature signature = next == Stage.READY || next.over() ? progress.signature : null;
        return with(new Progress(next, at, by, null, dosingSince, dosingTime(at), clock, signature));
    }

    public Session confirmed(String by) {
        return with(by, progress.clock, progress.signature);
    }

    public Session withClock(ObservationClock clock) {
        return with(progress.confirmedBy, clock, progress.signature);
    }

    public Session signed(Signature signature) {
        return with(progress.confirmedBy, progress.clock, signature);
    }

    private Session with(@Nullable String confirmedBy, ObservationClock clock, @Nullable Signature signature) {
        Progress now = progress;
        return with(
                new Progress(now.stage, now.since, now.by, confirmedBy, now.dosingSince, now.dosed, clock, signature));
    }

    public Session withBaseline(Baseline taken) {
        return new Session(visit, progress, checkIn, taken, chart, ownLimits);
    }

    public Session of(Patient identified) {
        return with(new Visit(visit.id, visit.chair, identified, visit.responsible, visit.protocol, visit.startedAt));
    }

    public Session underCareOf(String nurse) {
        return with(new Visit(visit.id, visit.chair, visit.patient, nurse, visit.protocol, visit.startedAt));
    }

    public Session with(CheckIn next) {
        return new Session(visit, progress, next, baseline, chart, ownLimits);
    }

    public Session charted(ChartEntry entry) {
        return new Session(visit, progress, checkIn, baseline, chart.with(entry), ownLimits);
    }

    public Session withOwnLimits(List<OwnLimit> limits) {
        return new Session(visit, progress, checkIn, baseline, chart, limits);
    }

    private Session with(Visit next) {
        return new Session(next, progress, checkIn, baseline, chart, ownLimits);
    }

    private Session with(Progress next) {
        return new Session(visit, next, checkIn, baseline, chart, ownLimits);
    }
}
