package io.dripwatch.report.pdf;

import io.dripwatch.report.MonitoringForm;
import io.dripwatch.report.MonitoringForm.Observed;
import io.dripwatch.report.MonitoringForm.Pressure;
import io.dripwatch.report.Report;
import io.dripwatch.report.Report.AlarmLine;
import io.dripwatch.report.Report.CheckLine;
import io.dripwatch.report.Report.Given;
import io.dripwatch.report.Report.Note;
import io.dripwatch.report.Report.Person;
import io.dripwatch.report.Report.StageSpan;
import io.dripwatch.report.Report.Taken;
import io.dripwatch.report.Report.VitalRow;
import io.dripwatch.wording.Wording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/** Writes the report of a session as a PDF file. */
public final class ReportPdf {
    private static final float WIDTH = Paper.RIGHT - Paper.LEFT;
    private static final float SIZE = 9;
    private static final float SMALL = 8;

    private final Report report;
    private final Clock clock;
    private final Paper paper;
    private final Wording words;

    private ReportPdf(Report report, Clock clock, Paper paper, Wording words) {
        this.report = report;
        this.clock = clock;
        this.paper = paper;
        this.words = words;
    }

    /**
     * The file.
     *
     * @param zone of the clinic, in which every time is written
     * @param words in which the report was written, too
     */
    public static byte[] bytes(Report report, ZoneId zone, Wording words) {
        Clock clock = new Clock(zone);
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.getDocumentInformation().setTitle(words.say("Session {}", report.session()));
            Calendar made = new GregorianCalendar(TimeZone.getTimeZone(zone));
            made.setTimeInMillis(report.writtenAt().toEpochMilli());
            document.getDocumentInformation().setCreationDate(made);
            String footer = words.say(
                    report.complete() ? "Session {}, written {}" : "Session {}, written {}, THE SESSION IS NOT OVER",
                    report.session(),
                    clock.zoned(report.writtenAt()));
            document.getDocumentCatalog().setLanguage(words.language().code());
            try (Paper paper = new Paper(document, footer)) {
                new ReportPdf(report, clock, paper, words).write();
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
    }

    private void write() throws IOException {
        head();
        dose();
        vitals();
        heading("Trends");
        new TrendPlot(paper, report, clock, words).draw();
        alarms();
        chart("Scores", report.scores());
        chart("Side effects", report.sideEffects());
        chart("Medicines", report.medicines());
        chart("Notes", report.notes());
        checklist();
        discharge();
        if (report.monitoring() != null) {
            monitoring(report.monitoring());
        }
    }

    private void head() throws IOException {
        paper.space(16);
        paper.write(words.say("Session record"), Paper.LEFT, 16);
        paper.space(6);
        Person patient = report.patient();
        facts(
                "Patient", patient == null ? words.say("not identified") : patient.name(),
                "Identifier", patient == null ? "" : patient.id() + " " + patient.authority(),
                "Born", patient == null || patient.birthDate().isEmpty() ? words.say("not told") : patient.birthDate(),
                "Place", words.say("{}, chair {}", report.room(), report.chair()),
                "Protocol",
                        words.say(
                                "{} ({} version {})",
                                report.protocol().title(),
                                report.protocol().id(),
                                report.protocol().version()),
                "Signed off",
                        report.protocol().signedOff().isEmpty()
                                ? words.say("by nobody")
                                : report.protocol().signedOff());
        for (StageSpan stage : report.stages()) {
            String reason = stage.reason().isEmpty() ? "" : ": " + stage.reason();
            facts(capital(stage.stage()), clock.moment(stage.from()) + ", " + stage.by() + reason);
        }
    }

    private void heading(String title) throws IOException {
        paper.heading(words.say(title));
    }

    /** Each name is one of ours, each value is ready to be written. */
    private void facts(String... pairs) throws IOException {
        for (int i = 0; i < pairs.length; i += 2) {
            paper.row(new float[] {90, WIDTH - 90}, List.of(words.say(pairs[i]), pairs[i + 1]), SIZE);
        }
    }

    private void dose() throws IOException {
        heading("Order and dose as given");
        Report.Order order = report.order();
        String weight = order.weightKg() == null ? words.say("no weight") : words.number(order.weightKg()) + " kg";
        facts(
                "Ordered",
                report.protocol().drug() + " " + order.words() + ", " + weight + ": " + amount(order.mg(), "mg"));
        Given given = report.given();
        if (given == null) {
            facts("Given", words.say("nothing"));
            return;
        }
        facts(
                "Given",
                words.say(
                        "{} to {}, {} min: {}, {}, {}",
                        clock.moment(given.from()),
                        given.until() == null ? words.say("now") : clock.time(given.until()),
                        given.minutes(),
                        amount(given.mg(), "mg"),
                        amount(given.mgPerKg(), "mg/kg"),
                        amount(given.ml(), "mL")));
        for (Report.Line line : given.pump()) {
            facts("Pump", clock.time(line.at()) + " " + line.text());
        }
    }

    private String amount(@Nullable Double value, String unit) {
        return value == null ? words.say("unknown {}", unit) : words.number(value) + " " + unit;
    }

    private void vitals() throws IOException {
        heading("Vital signs at the protocol's times (in brackets: min:s before, + after)");
        int columns = report.columns().size();
        float[] widths = new float[columns + 2];
        Arrays.fill(widths, (WIDTH - 130) / Math.max(1, columns));
        widths[0] = 40;
        widths[1] = 90;
        List<String> titles = new ArrayList<>(List.of(words.say("Time"), words.say("Why")));
        report.columns().forEach(column -> titles.add(column.label() + " " + column.unit()));
        paper.row(widths, titles, 7);
        for (VitalRow row : report.vitals()) {
            List<String> cells = new ArrayList<>(List.of(clock.time(row.at()), row.why()));
            for (int i = 0; i < columns; i++) {
                Taken value = row.values().get(i);
                cells.add(
                        value == null
                                ? "-"
                                : taken(value, report.columns().get(i).decimals()));
            }
            paper.row(widths, cells, 7);
        }
    }

    private String taken(Taken taken, int decimals) {
        long age = Math.abs(taken.ageSeconds());
        String sign = taken.ageSeconds() < 0 ? "+" : "";
        return words.number(taken.value(), decimals)
                + (taken.questionable() ? "?" : "")
                + " (%s%d:%02d)".formatted(sign, age / 60, age % 60);
    }

    private void alarms() throws IOException {
        paper.heading(words.say("Alarms and responses ({})", report.alarms().size()));
        float[] widths = {74, 44, WIDTH - 318, 200};
        for (AlarmLine alarm : report.alarms()) {
            StringBuilder responses = new StringBuilder();
            alarm.responses().forEach(response -> responses
                    .append(responses.isEmpty() ? "" : "; ")
                    .append(clock.time(response.at()))
                    .append(' ')
                    .append(response.by())
                    .append(' ')
                    .append(response.what()));
            String shown = alarm.shownAfterMs() == null
                    ? words.say("shown on no screen")
                    : words.say("shown after {} ms", alarm.shownAfterMs());
            paper.row(
                    widths,
                    List.of(
                            clock.time(alarm.from()) + " - "
                                    + (alarm.to() == null ? words.say("lasts") : clock.time(alarm.to())),
                            words.say(alarm.priority()),
                            alarm.technical() ? words.say("{} (technical)", alarm.text()) : alarm.text(),
                            responses.isEmpty() ? shown : shown + "; " + responses),
                    SMALL);
        }
    }

    private void chart(String title, List<Note> notes) throws IOException {
        if (notes.isEmpty()) {
            return;
        }
        heading(title);
        for (Note note : notes) {
            String until = note.until() == null ? "" : " - " + clock.time(note.until());
            paper.row(
                    new float[] {90, WIDTH - 210, 120},
                    List.of(
                            clock.time(note.at()) + until,
                            note.text(),
                            note.corrected() ? words.say("{}, corrected", note.by()) : note.by()),
                    SMALL);
        }
    }

    private void checklist() throws IOException {
        heading("Checklist");
        for (CheckLine line : report.checklist()) {
            paper.row(
                    new float[] {WIDTH - 210, 60, 150},
                    List.of(
                            line.ask(),
                            words.say(line.answer().isEmpty() ? "not asked" : line.answer())
                                    + (line.open() && !line.answer().isEmpty() ? " (!)" : ""),
                            line.waived().isEmpty()
                                    ? line.by()
                                    : words.say("{}, overridden by {}", line.by(), line.waived())),
                    SMALL);
        }
    }

    private void discharge() throws IOException {
        heading("Discharge and signatures");
        for (String evidence : report.discharge()) {
            paper.text(evidence, SIZE);
        }
        for (Report.Signed signed : report.signatures()) {
            facts(clock.moment(signed.at()), signed.by() + ": " + signed.what());
        }
        paper.need(50);
        paper.space(40);
        paper.line(Paper.LEFT, paper.y(), Paper.LEFT + 220, paper.y(), 0.6f);
        paper.space(11);
        paper.write(words.say("Signature on paper, name, date"), Paper.LEFT, SMALL);
    }

    private void monitoring(MonitoringForm form) throws IOException {
        paper.turn();
        heading("Fields of the esketamine monitoring form, as far as the record knows them");
        facts(
                "Dose", amount(form.doseMg(), "mg"),
                "BP before", pressure(form.before()),
                "BP about 40 min", pressure(form.around40()),
                "BP before leaving", pressure(form.leaving()),
                "Acceptable before", yes(form.acceptableBefore()),
                "Acceptable after", yes(form.acceptableAfter()),
                "Sedation", observed(form.sedation()),
                "Dissociation", observed(form.dissociation()),
                "Serious event", words.say("[ ] no   [ ] yes: to be judged by a person"));
        for (String line : form.concomitant()) {
            facts("Other medicines", line);
        }
    }

    private String pressure(@Nullable Pressure pressure) {
        return pressure == null
                ? words.say("not measured")
                : words.say(
                        "{}/{} {} at {}",
                        pressure.systolic(),
                        pressure.diastolic(),
                        pressure.unit(),
                        clock.time(pressure.at()));
    }

    private String yes(@Nullable Boolean answer) {
        return words.say(answer == null ? "not known" : answer ? "yes" : "no");
    }

    private String observed(Observed observed) {
        if (!observed.known() || observed.onset() == null) {
            return words.say(observed.known() ? "no" : "not scored");
        }
        String onset = clock.time(observed.onset());
        return observed.resolved() == null
                ? words.say("yes, first scored {}, not scored as gone", onset)
                : words.say("yes, first scored {}, gone {}", onset, clock.time(observed.resolved()));
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
