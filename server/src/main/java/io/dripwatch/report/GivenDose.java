package io.dripwatch.report;

import io.dripwatch.flow.RoomEvent;
import io.dripwatch.report.Report.Given;
import io.dripwatch.report.Report.Line;
import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of the drug went in, by the pump's own count and its concentration, or else the ordered one. */
final class GivenDose {
    private GivenDose() {}

    /** Null where the drug never ran. */
    static @Nullable Given of(Session session, List<RoomEvent> events, Measured measured, Instant end, Wording words) {
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
                pump(events, words));
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

    private static List<Line> pump(List<RoomEvent> events, Wording words) {
        List<Line> lines = new ArrayList<>();
        for (RoomEvent event : events) {
            if (event instanceof RoomEvent.PumpReported reported) {
                lines.add(new Line(reported.at(), words.say(told(reported.pumpEvent()))));
            }
        }
        return lines;
    }

    private static Sentence told(PumpEvent event) {
        Sentence change =
                switch (event.change()) {
                    case STARTED -> Sentence.of("started");
                    case STOPPED -> Sentence.of("stopped");
                    case TRANSITION -> Sentence.of("changed its rate");
                    case COMPLETED -> Sentence.of("completed");
                    case KEEP_VEIN_OPEN -> Sentence.of("kept the vein open");
                };
        Double rate = event.rateMlPerHour();
        Sentence moved = rate == null ? change : Sentence.of("{}, {} mL/h", change, rate);
        return event.reason().isEmpty() ? moved : Sentence.of("{}: {}", moved, event.reason());
    }
}
