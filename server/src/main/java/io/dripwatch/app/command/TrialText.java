package io.dripwatch.app.command;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.hl7.Trial;
import io.dripwatch.device.json.Template;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Numbers;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import io.dripwatch.vitals.Withdrawal;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what became of messages for an engineer; who was measured, on what and where, only when asked. */
final class TrialText {
    private static final String MASKED = "(masked)";

    private final PrintWriter out;
    private final RoomPlan room;
    private final boolean identities;

    TrialText(PrintWriter out, RoomPlan room, boolean identities) {
        this.out = out;
        this.room = room;
        this.identities = identities;
    }

    void print(int number, Trial trial) {
        String answer = trial.answers().isEmpty() ? "not answered" : "answered " + String.join(", ", trial.answers());
        out.println("message " + number + ": " + trial.profile().id() + ", " + answer);
        outcome(trial.decoded());
    }

    void print(int number, Template template, List<Decoded> outcomes) {
        out.println("message " + number + ": " + template.id());
        outcomes.forEach(this::outcome);
    }

    private void outcome(Decoded decoded) {
        if (decoded instanceof Decoded.Read read) {
            read.reports().forEach(this::report);
            refusals(read.refusals());
        } else if (decoded instanceof Decoded.Rejected rejected) {
            refusals(List.of(rejected.refusal()));
        }
    }

    private void report(DeviceReport report) {
        ChairId chair = room.rooms().chairAt(report.place());
        out.println("  device " + masked(report.device().value()) + ", place "
                + (report.place() == null ? "not told" : masked(report.place().text())) + ", chair "
                + (chair == null ? "none by its place" : masked(chair.value())) + ", patient " + patient(report));
        for (Reading reading : report.readings()) {
            String site = reading.site() == 0 ? "" : " (sensor " + (reading.site() + 1) + ")";
            String standing = reading.standing() == Reading.Standing.PLAIN ? "" : "  " + word(reading.standing());
            out.println("  " + reading.metric().id() + site + " " + Numbers.plain(reading.value()) + " "
                    + reading.metric().unit().ucum() + "  " + time(reading.at(), report) + standing);
        }
        for (Withdrawal taken : report.withdrawn()) {
            String site = taken.site() == 0 ? "" : " (sensor " + (taken.site() + 1) + ")";
            out.println("  " + taken.metric().id() + site + " taken back  " + time(taken.at(), report));
        }
        for (Absence absence : report.absences()) {
            out.println("  " + absence.metric().id() + " none: " + word(absence.reason()));
        }
        for (DeviceLimit limit : report.limits()) {
            out.println("  " + limit.metric().id() + " alarms there below " + end(limit.low()) + ", above "
                    + end(limit.high()));
        }
        for (PumpEvent event : report.pumpEvents()) {
            String rate = event.rateMlPerHour() == null ? "" : " at " + Numbers.plain(event.rateMlPerHour()) + " mL/h";
            out.println("  pump " + word(event.change()) + rate + "  " + time(event.at(), report)
                    + (event.reason().isEmpty() ? "" : "  " + event.reason()));
        }
        for (DeviceAlarm alarm : report.alarms()) {
            out.println("  alarm " + alarm.code() + " " + word(alarm.state()) + ", "
                    + (alarm.priority() == null
                            ? "no priority"
                            : alarm.priority().word()) + ": " + alarm.text() + "  "
                    + time(alarm.at(), report));
        }
    }

    private static String end(@Nullable Double limit) {
        return limit == null ? "nothing" : Numbers.plain(limit);
    }

    private String patient(DeviceReport report) {
        Patient patient = report.patient();
        return patient == null
                ? "not named"
                : masked(patient.id().value() + " " + patient.family() + ", " + patient.given());
    }

    private String masked(String identity) {
        return identities ? identity : MASKED;
    }

    private static String time(Instant at, DeviceReport report) {
        return at.equals(report.receivedAt()) ? "on arrival" : at.toString();
    }

    private void refusals(List<Refusal> refusals) {
        for (Refusal refusal : refusals) {
            out.println("  " + (refusal.reason().fault() ? "refused " : "left out ")
                    + (refusal.where().isEmpty() ? "the message" : refusal.where()) + ": " + word(refusal.reason())
                    + ", " + refusal.detail());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
