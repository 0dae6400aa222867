package io.dripwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.RoomEvent;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.report.Report.AlarmLine;
import io.dripwatch.report.Report.Given;
import io.dripwatch.report.Report.VitalRow;
import io.dripwatch.report.pdf.ReportPdf;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.Gate;
import io.dripwatch.session.Limit;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.trend.Minute;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading.Standing;
import io.dripwatch.vitals.Scale;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SessionReportTest {
    private RoomStory story = RoomStory.dosing();
    private Instant began = story.now;
    private final ListedHistory history = new ListedHistory();

    private Report report() {
        List<RoomEvent> events = story.events.stream()
                .filter(event -> event.session() != null || event.kind() == RoomEvent.Kind.PUMP_REPORTED)
                .toList();
        return SessionReport.of("Infusion room", events, history, history, story.now, Wording.ENGLISH);
    }

    private void chart(
            ChartEntry.Kind kind,
            String text,
            @Nullable Scale scale,
            @Nullable Double value,
            @Nullable Duration until) {
        Instant end = until == null ? null : story.now.plus(until);
        story.command(new Command.Chart("RN", RoomStory.CHAIR, kind, story.now, text, scale, value, end, null, false));
    }

    private static String text(Report report) throws IOException {
        try (PDDocument document = Loader.loadPDF(ReportPdf.bytes(report, ZoneOffset.UTC, Wording.ENGLISH))) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void theDoseIsTheCounterOfThePumpTimesItsConcentrationWhateverWasOrdered() {
        history.with(Metric.VOLUME_INFUSED, began.plusSeconds(900), 17.5);
        story.pass(Duration.ofMinutes(15), Metric.SPO2, 98).pump(PumpEvent.Change.STOPPED);
        story.pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        Given given = Objects.requireNonNull(report().given());
        assertThat(given.mg()).isEqualTo(17.5);
        assertThat(given.mgPerKg()).isEqualTo(0.25);
        assertThat(given.minutes()).isEqualTo(15);
        assertThat(given.pump()).extracting(Report.Line::text).contains("started, 52.5 mL/h", "stopped, 52.5 mL/h");
        assertThat(report().order().mg()).isEqualTo(35);
        assertThat(report().order().words()).isEqualTo("0.5 mg/kg over 40 min");
    }

    @Test
    void vitalSignsStandAtTheTimesOfTheProtocolWithTheirAge() {
        history.with(Metric.NIBP_SYS, began.plusSeconds(570), 131).with(Metric.NIBP_SYS, began.plusSeconds(1230), 128);
        history.with(Metric.SPO2, began.plusSeconds(599), 97);
        story.pass(Duration.ofMinutes(21), Metric.SPO2, 98);
        List<VitalRow> rows = report().vitals();
        assertThat(rows).extracting(VitalRow::why).contains("Dosing, 10 min", "Dosing, 20 min", "End");
        VitalRow ten = rows.stream()
                .filter(row -> row.why().equals("Dosing, 10 min"))
                .findFirst()
                .orElseThrow();
        assertThat(report().columns()).extracting(Report.Column::metric).containsExactly("spo2", "nibpSys");
        assertThat(Objects.requireNonNull(ten.values().get(0)).ageSeconds()).isEqualTo(1);
        assertThat(Objects.requireNonNull(ten.values().get(1)).ageSeconds()).isEqualTo(30);
        VitalRow twenty = rows.stream()
                .filter(row -> row.why().equals("Dosing, 20 min"))
                .findFirst()
                .orElseThrow();
        assertThat(Objects.requireNonNull(twenty.values().get(1)).ageSeconds()).isEqualTo(-30);
    }

    @Test
    void whatIsFarFromATimeDoesNotSpeakForItNorDoesWhatWasEnteredInError() {
        history.with(Metric.NIBP_SYS, began, 120);
        history.with(Metric.NIBP_SYS, began.plusSeconds(1801), 250, Standing.ENTERED_IN_ERROR, Duration.ZERO);
        story.pass(Duration.ofMinutes(31), Metric.SPO2, 98);
        VitalRow thirty = report().vitals().stream()
                .filter(row -> row.why().equals("Dosing, 30 min"))
                .findFirst()
                .orElseThrow();
        assertThat(thirty.values()).containsOnlyNulls();
    }

    @Test
    void aDeviceWhoseClockIsWrongIsReadOnTheServersClock() {
        history.with(Metric.SPO2, began.plusSeconds(600), 96, Standing.PLAIN, Duration.ofHours(1));
        story.pass(Duration.ofMinutes(11), Metric.SPO2, 98);
        VitalRow ten = report().vitals().stream()
                .filter(row -> row.why().equals("Dosing, 10 min"))
                .findFirst()
                .orElseThrow();
        assertThat(Objects.requireNonNull(ten.values().get(0)).value()).isEqualTo(96);
    }

    @Test
    void whatWasDeletedIsDrawnByItsMinutesAndStandsAtNoTime() {
        long first = began.toEpochMilli();
        history.deleted(
                Metric.SPO2,
                new Minute(Minute.of(first), 91, 97, 95, 97, 60, 60),
                new Minute(Minute.of(first) + Minute.LENGTH_MS, 94, 98, 95, 96, 60, 60));
        story.pass(Duration.ofMinutes(3), Metric.SPO2, 98);
        assertThat(report().trends()).hasSize(1);
        assertThat(report().trends().get(0).points())
                .extracting(point -> point[1])
                .contains(91.0, 97.0);
        assertThat(report().columns()).isEmpty();
    }

    @Test
    void anAlarmStandsWithWhatWasDoneAboutItAndHowSoonItWasSeen() {
        story.pass(Duration.ofSeconds(15), Metric.SPO2, 84);
        String id = story.theAlarm(AlarmKind.LOW).id();
        story.command(new Command.ConfirmShown("screen 1", RoomStory.CHAIR, id, true));
        story.command(new Command.Accept("RN", RoomStory.CHAIR, id));
        story.command(new Command.Acknowledge("RN", RoomStory.CHAIR, id, "Oxygen given"));
        story.pass(Duration.ofSeconds(20), Metric.SPO2, 98);
        AlarmLine alarm = report().alarms().stream()
                .filter(line -> line.text().startsWith("SpO2"))
                .findFirst()
                .orElseThrow();
        assertThat(alarm.priority()).isEqualTo("high");
        assertThat(alarm.to()).isNotNull();
        assertThat(alarm.shownAfterMs()).isNotNull();
        assertThat(alarm.responses())
                .extracting(Report.Response::what)
                .containsExactly("coming", "acknowledged: Oxygen given");
    }

    @Test
    void whatWasChartedStandsInItsPlaceAndWhatWasWithdrawnDoesNot() {
        chart(ChartEntry.Kind.SCORE, "", Scale.MOAAS, 4.0, null);
        chart(ChartEntry.Kind.SIDE_EFFECT, "Nausea", null, null, Duration.ofMinutes(5));
        chart(ChartEntry.Kind.MEDICINE, "Ondansetron 4 mg IV", null, null, null);
        chart(ChartEntry.Kind.NOTE, "Slip of the pen", null, null, null);
        String slip = Objects.requireNonNull(story.chair().session())
                .chart()
                .current()
                .get(3)
                .id();
        story.command(new Command.Chart(
                "RN", RoomStory.CHAIR, ChartEntry.Kind.NOTE, story.now, "x", null, null, null, slip, true));
        Report report = report();
        assertThat(report.scores()).extracting(Report.Note::text).containsExactly("Sedation (MOAA/S) 4");
        assertThat(report.sideEffects().get(0).until()).isEqualTo(story.now.plus(Duration.ofMinutes(5)));
        assertThat(report.medicines()).extracting(Report.Note::text).containsExactly("Ondansetron 4 mg IV");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void aSignatureKeepsItsEvidenceAndItsReason() {
        story.move(Stage.OBSERVATION);
        story.command(new Command.SignDischarge("PHY", RoomStory.CHAIR, "Goes home with two adults"));
        story.move(Stage.CLOSED);
        Report report = report();
        assertThat(report.complete()).isTrue();
        assertThat(report.discharge()).isNotEmpty();
        assertThat(report.signatures())
                .extracting(signed -> signed.by() + ": " + signed.what())
                .containsExactly("PHY: The patient may go, although: Goes home with two adults");
        assertThat(report.monitoring()).as("the form of another drug").isNull();
    }

    /** The drug runs that has a monitoring form, before which the pressure must be below 140. */
    private void givenEsketamine() {
        Protocol usual = RoomStory.protocol();
        Protocol spray = new Protocol(
                "test",
                1,
                usual.title(),
                "esketamine",
                null,
                usual.order(),
                usual.checklist(),
                List.of(new Gate(Metric.NIBP_SYS, Limit.Side.HIGH, 140, Duration.ofMinutes(30))),
                usual.limits(),
                usual.continuous(),
                usual.schedules(),
                usual.discharge(),
                usual.alarms(),
                null);
        RoomPlan plan = RoomStory.plan(true);
        story = new RoomStory(new RoomPlan(plan.rooms(), Map.of("test", spray), true, null));
        story.openSession().monitor(Metric.NIBP_SYS, 120).pump(PumpEvent.Change.STARTED);
        began = story.now;
    }

    @Test
    void theMonitoringFormIsFilledInFromTheRecordAndLeavesTheJudgementOpen() throws IOException {
        givenEsketamine();
        history.with(Metric.NIBP_SYS, began, 120).with(Metric.NIBP_DIA, began, 80);
        history.with(Metric.NIBP_SYS, began.plusSeconds(2_430), 151)
                .with(Metric.NIBP_DIA, began.plusSeconds(2_430), 95);
        history.with(Metric.VOLUME_INFUSED, began.plusSeconds(2_000), 56);
        story.pass(Duration.ofMinutes(5), Metric.SPO2, 98);
        chart(ChartEntry.Kind.SCORE, "", Scale.MOAAS, 4.0, null);
        Instant onset = story.now;
        story.pass(Duration.ofMinutes(40), Metric.SPO2, 98);
        chart(ChartEntry.Kind.SCORE, "", Scale.MOAAS, 5.0, null);
        MonitoringForm form = Objects.requireNonNull(report().monitoring());
        assertThat(form.doseMg()).isEqualTo(56);
        assertThat(form.before()).isEqualTo(new MonitoringForm.Pressure(120, 80, "mmHg", began));
        assertThat(Objects.requireNonNull(form.around40()).systolic()).isEqualTo(151);
        assertThat(form.acceptableBefore()).isTrue();
        assertThat(form.acceptableAfter()).as("nobody has signed yet").isNull();
        assertThat(form.sedation()).isEqualTo(new MonitoringForm.Observed(true, onset, story.now));
        assertThat(form.dissociation().known()).isFalse();
        assertThat(text(report())).contains("151/95 mmHg", "to be judged by a person", "not scored");
    }

    @Test
    void thePdfSaysTheSameInWordsThatCanBeSearched() throws IOException {
        history.with(Metric.SPO2, began, 97).with(Metric.SPO2, began.plusSeconds(600), 95);
        story.pass(Duration.ofMinutes(11), Metric.SPO2, 98);
        chart(
                ChartEntry.Kind.SIDE_EFFECT,
                "\u041f\u0430\u0446\u0438\u0435\u043d\u0442 \u75db\nnausea",
                null,
                null,
                null);
        String text = text(report());
        assertThat(text).contains("Synthetic, SYN-0001", "DRIPSIM", "0.5 mg/kg over 40 min, 70 kg: 35 mg");
        assertThat(text).contains("Dosing, 10 min", "95 (0:00)", "THE SESSION IS NOT OVER", "1 / ");
        assertThat(text).contains("\u041f\u0430\u0446\u0438\u0435\u043d\u0442 ? nausea");
    }

    @Test
    void withoutAnOpeningThereIsNoReport() {
        assertThatThrownBy(() -> SessionReport.of("Room", List.of(), history, history, story.now, Wording.ENGLISH))
                .hasMessage("expected the events of a session, got none that opens it");
    }
}
