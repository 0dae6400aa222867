package io.dripwatch.session;

import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Scale;
import io.dripwatch.vitals.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a patient may go home: each criterion of the protocol, with its evidence. */
public final class Discharge {
    /** The question at the end of a session: is the adult who takes the patient home here? */
    public static final String ESCORT_HERE = "escortHere";

    private final Session session;
    private final Evidence evidence;
    private final Instant now;
    private final List<Criterion> found = new ArrayList<>();

    private Discharge(Session session, Evidence evidence, Instant now) {
        this.session = session;
        this.evidence = evidence;
        this.now = now;
    }

    /**
     * One criterion as it stands.
     *
     * @param id "time", "aldrete", "pressure", "sedation", "nausea", "escort"
     * @param text what is asked for
     * @param met whether it is
     * @param evidence what is known
     * @param at when that was measured, scored or answered; null where nothing is known
     */
    public record Criterion(
            String id,
            Sentence text,
            boolean met,
            Sentence evidence,
            @Nullable Instant at) {}

    /** Every criterion that the protocol asks for. */
    public static List<Criterion> criteria(Session session, Evidence evidence, Instant now) {
        Discharge discharge = new Discharge(session, evidence, now);
        discharge.judge(session.protocol().discharge());
        return discharge.found;
    }

    private void judge(Criteria asked) {
        time(asked);
        aldrete(asked);
        pressure(asked);
        if (asked.moaas() > 0) {
            score("sedation", Scale.MOAAS, asked.moaas(), Scale.MOAAS.highest());
        }
        if (asked.nauseaAtMost() < Scale.NAUSEA.highest()) {
            score("nausea", Scale.NAUSEA, 0, asked.nauseaAtMost());
        }
        if (asked.escort()) {
            escort();
        }
    }

    private void time(Criteria asked) {
        Duration observed = evidence.observed(now);
        found.add(new Criterion(
                "time",
                Sentence.of("Observed for {} min", asked.minimum().toMinutes()),
                observed.compareTo(asked.minimum()) >= 0,
                Sentence.of("{} min with valid data", observed.toMinutes()),
                now));
    }

    private void aldrete(Criteria asked) {
        if (asked.aldrete() == 0) {
            return;
        }
        Aldrete score = Aldrete.of(evidence, session.baseline(), now, asked.freshFor());
        Integer total = score.total();
        found.add(new Criterion(
                "aldrete",
                Sentence.of("Aldrete {} or more", asked.aldrete()),
                total != null && total >= asked.aldrete(),
                total == null
                        ? Sentence.of("missing: {}", Sentence.joined(", ", score.missing()))
                        : Sentence.of("Aldrete {}", total),
                total == null ? null : now));
    }

    private void pressure(Criteria asked) {
        if (asked.pressureWithinPercent() == 0) {
            return;
        }
        Double baseline = session.baseline().of(Metric.NIBP_SYS);
        Evidence.Taken taken = fresh(Metric.NIBP_SYS);
        Sentence known = taken == null
                ? Sentence.of("not measured lately")
                : Sentence.of("systolic {}", Said.of(Metric.NIBP_SYS, taken.value()));
        boolean near = taken != null
                && baseline != null
                && Math.abs(taken.value() - baseline) <= baseline * asked.pressureWithinPercent() / 100;
        found.add(new Criterion(
                "pressure",
                Sentence.of("Systolic pressure within {} % of baseline", asked.pressureWithinPercent()),
                near,
                baseline == null
                        ? Sentence.of("{}, no baseline", known)
                        : Sentence.of("{}, baseline {}", known, Said.of(Metric.NIBP_SYS, baseline)),
                taken == null ? null : taken.at()));
    }

    private void score(String id, Scale scale, int lowest, int highest) {
        Evidence.Taken taken = fresh(scale);
        found.add(new Criterion(
                id,
                lowest == scale.lowest()
                        ? Sentence.of("{} {} or less", scale, highest)
                        : Sentence.of("{} {} or more", scale, lowest),
                taken != null && taken.value() >= lowest && taken.value() <= highest,
                taken == null ? Sentence.of("not scored lately") : Sentence.of("{} {}", scale, taken.value()),
                taken == null ? null : taken.at()));
    }

    private void escort() {
        CheckIn.Answered answered = session.checkIn().answers().get(ESCORT_HERE);
        found.add(new Criterion(
                "escort",
                Sentence.of("Escort is here"),
                session.checkIn().yes(ESCORT_HERE),
                answered == null
                        ? Sentence.of("not confirmed")
                        : answered.answer() == CheckItem.Answer.YES
                                ? Sentence.of("yes, says {}", answered.by())
                                : Sentence.of("no, says {}", answered.by()),
                answered == null ? null : answered.at()));
    }

    private Evidence.@Nullable Taken fresh(Measure what) {
        Evidence.Taken taken = evidence.last(what);
        Duration freshFor = session.protocol().discharge().freshFor();
        return taken == null || taken.at().plus(freshFor).isBefore(now) ? null : taken;
    }
}
