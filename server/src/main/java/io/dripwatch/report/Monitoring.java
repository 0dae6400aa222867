package io.dripwatch.report;

import io.dripwatch.report.MonitoringForm.Observed;
import io.dripwatch.report.MonitoringForm.Pressure;
import io.dripwatch.report.Report.Given;
import io.dripwatch.report.Report.Taken;
import io.dripwatch.session.ChartEntry;
import io.dripwatch.session.CheckIn;
import io.dripwatch.session.CheckItem;
import io.dripwatch.session.Gate;
import io.dripwatch.session.Session;
import io.dripwatch.session.Signature;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fills in the esketamine monitoring form from the record. */
final class Monitoring {
    private static final String DRUG = "esketamine";
    private static final Duration AROUND_40 = Duration.ofMinutes(40);

    private Monitoring() {}

    /** Null for another drug. */
    static @Nullable MonitoringForm of(
            Session session, @Nullable Given given, Measured measured, Instant end, Wording words) {
        if (!session.protocol().drug().equals(DRUG)) {
            return null;
        }
        Instant began = session.dosingSince();
        Double mg = given == null ? null : given.mg();
        return new MonitoringForm(
                mg == null ? session.orderedMg() : mg,
                began == null ? null : pressure(measured, began, words),
                began == null || began.plus(AROUND_40).isAfter(end)
                        ? null
                        : pressure(measured, began.plus(AROUND_40), words),
                began == null ? null : pressure(measured, end, words),
                began == null ? null : acceptableBefore(session, measured, began),
                acceptableAfter(session),
                observed(session, Scale.MOAAS, Scale.MOAAS.highest()),
                observed(session, Scale.CADSS6, 0),
                concomitant(session, words));
    }

    private static @Nullable Pressure pressure(Measured measured, Instant at, Wording words) {
        Taken sys = measured.shown(Metric.NIBP_SYS, at);
        Taken dia = measured.shown(Metric.NIBP_DIA, at);
        String unit = words.unit(Metric.NIBP_SYS);
        return sys == null || dia == null ? null : new Pressure(sys.value(), dia.value(), unit, sys.measuredAt());
    }

    /** By the gates of the protocol: what was measured before the drug, whoever went on in spite of it. */
    private static @Nullable Boolean acceptableBefore(Session session, Measured measured, Instant began) {
        boolean all = true;
        for (Gate gate : session.protocol().gates()) {
            Taken taken = measured.near(gate.metric(), began);
            if (taken == null) {
                return null;
            }
            all &= !gate.holds(taken.value());
        }
        return all;
    }

    private static @Nullable Boolean acceptableAfter(Session session) {
        Signature signature = session.progress().signature();
        return signature == null ? null : (Boolean) signature.overrideReason().isEmpty();
    }

    /** Present wherever the score is not the one of a patient who is well. */
    private static Observed observed(Session session, Scale scale, double well) {
        Instant onset = null;
        Instant resolved = null;
        boolean known = false;
        for (ChartEntry entry : scores(session, scale)) {
            known = true;
            boolean there = entry.value() != null && entry.value() != well;
            onset = onset == null && there ? entry.at() : onset;
            resolved = there || onset == null ? null : resolved == null ? entry.at() : resolved;
        }
        return new Observed(known, onset, resolved);
    }

    private static List<ChartEntry> scores(Session session, Scale scale) {
        return session.chart().current().stream()
                .filter(entry -> entry.scale() == scale)
                .sorted(Comparator.comparing(ChartEntry::at))
                .toList();
    }

    private static List<String> concomitant(Session session, Wording words) {
        List<String> lines = new ArrayList<>();
        for (CheckItem item : session.protocol().checklist()) {
            CheckIn.Answered answered = session.checkIn().answers().get(item.id());
            if (item.part() == CheckItem.Part.INTERACTION) {
                String answer = answered == null
                        ? "not answered"
                        : answered.answer().name().toLowerCase(Locale.ROOT);
                lines.add(words.say("{} {}", item.asked(), Sentence.of(answer)));
            }
        }
        return lines;
    }
}
