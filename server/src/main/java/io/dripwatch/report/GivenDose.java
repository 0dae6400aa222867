package io.dripwatch.report;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.report.Report.Given;
import io.dripwatch.report.Report.Line;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Numbers;
import io.dripwatch.vitals.PumpEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of the drug went in, by the pump's own count and its concentration, or else the ordered one. */
final class GivenDose {
    private GivenDose() {}

    /** Null where the drug never ran. */
    static @Nullable Given of(Session session, List<RoomEvent> events, Measured measured, Instant end) {
        Instant began = session.dosingSince();
        if (began == null) {
            return null;
        }
        Double counter = measured.last(Metric.VOLUME_INFUSED);
        Double ml = counter == null ? null : (Double) Math.max(0, counter + carried(events));
        Double told = measured.last(Metric.DRUG_CONCENTRATION);
        Double mgPerMl = told == null || told == 0 ? session.protocol().order().mgPerMl() : told;
        Double mg = ml == null || mgPerMl == null ? null : (Double) (ml * mgPerMl);
        Double kg = session.weightKg();
        return new Given(
                began,
                until(events),
                session.dosingTime(end).toMinutes(),
                ml,
                mg,
                mg == null || kg == null ? null : (Double) (mg / kg),
                pump(events));
    }

    private static double carried(List<RoomEvent> events) {
        double carried = 0;
        for (RoomEvent event : events) {
            carried = event instanceof RoomEvent.DoseCarried moved ? moved.ml() : carried;
        }
        return carried;
    }

    private static @Nullable Instant until(List<RoomEvent> events) {
        Instant until = null;
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.StageMoved moved) {
                boolean stopped = moved.from() == Stage.DOSING || moved.from() == Stage.HELD;
                until = moved.to() == Stage.DOSING || moved.to() == Stage.HELD ? null : stopped ? moved.at() : until;
            }
        }
        return until;
    }

    private static List<Line> pump(List<RoomEvent> events) {
        List<Line> lines = new ArrayList<>();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.PumpReported reported) {
                lines.add(new Line(reported.at(), words(reported.pumpEvent())));
            }
        }
        return lines;
    }

    private static String words(PumpEvent event) {
        String change =
                switch (event.change()) {
                    case STARTED -> "started";
                    case STOPPED -> "stopped";
                    case TRANSITION -> "changed its rate";
                    case COMPLETED -> "completed";
                    case KEEP_VEIN_OPEN -> "kept the vein open";
                };
        Double rate = event.rateMlPerHour();
        String reason = event.reason().isEmpty() ? "" : ": " + event.reason();
        return change + (rate == null ? "" : ", " + Numbers.plain(rate) + " mL/h") + reason;
    }
}
