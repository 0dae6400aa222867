package io.dripwatch.review;

import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.RoomStory;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import java.time.Duration;
import java.time.Instant;

/** What may happen to a patient on one day. */
public final class Days {
    private Days() {}

    /** Dips, a pressure that latches and is reset, a probe that falls off, silence, a pump that contradicts. */
    public static RoomStory eventful() {
        RoomStory day = RoomStory.dosing();
        dip(day, 84, 20);
        day.monitor(Metric.NIBP_SYS, 185).pass(Duration.ofSeconds(60), Metric.SPO2, 98);
        day.monitor(Metric.NIBP_SYS, 130).pass(Duration.ofSeconds(5), Metric.SPO2, 98);
        day.command(new Command.Acknowledge(
                "RN", RoomStory.CHAIR, day.theAlarm(AlarmKind.HIGH).id(), "at the chair"));
        day.pass(Duration.ofSeconds(5), Metric.SPO2, 98).monitor(Metric.NIBP_SYS, 190);
        for (int i = 0; i < 30; i++) {
            day.pass(Duration.ofSeconds(1)).monitorSays(Absence.Reason.SENSOR_OFF, Metric.SPO2);
            day.monitor(Metric.HEART_RATE, 80);
        }
        day.pass(Duration.ofSeconds(20), Metric.SPO2, 97);
        day.pass(Duration.ofSeconds(30), Metric.HEART_RATE, 80);
        day.pass(Duration.ofSeconds(40)).pass(Duration.ofSeconds(10), Metric.SPO2, 97);
        day.move(Stage.OBSERVATION).pass(Duration.ofSeconds(30), Metric.SPO2, 97);
        day.pump(PumpEvent.Change.STOPPED);
        dip(day, 91, 20);
        return day.move(Stage.TRANSFERRED);
    }

    /** The saturation falls for some seconds, with a good minute before and after. */
    public static Instant dip(RoomStory day, double spo2, int seconds) {
        day.pass(Duration.ofSeconds(60), Metric.SPO2, 98);
        Instant begun = day.now;
        day.pass(Duration.ofSeconds(seconds), Metric.SPO2, spo2).pass(Duration.ofSeconds(60), Metric.SPO2, 98);
        return begun;
    }
}
