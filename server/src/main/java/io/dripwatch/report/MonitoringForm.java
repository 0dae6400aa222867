package io.dripwatch.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the esketamine monitoring form asks, as far as the record knows it; a person completes and signs it. Serious
 * adverse events are for a person to judge and never filled in.
 *
 * @param doseMg as given, or as ordered where the record does not know what was given; null where neither is known
 * @param before the pressure before the dose
 * @param around40 about 40 min after it began
 * @param leaving the last one
 * @param acceptableBefore whether the gates of the protocol were met before the drug; null where not known
 * @param acceptableAfter whether every criterion was met when the discharge was signed; null before
 * @param sedation by the scores of MOAA/S below 5
 * @param dissociation by the scores of CADSS-6 above 0
 * @param concomitant each question about other medicines with its answer
 */
public record MonitoringForm(
        @Nullable Double doseMg,
        @Nullable Pressure before,
        @Nullable Pressure around40,
        @Nullable Pressure leaving,
        @Nullable Boolean acceptableBefore,
        @Nullable Boolean acceptableAfter,
        Observed sedation,
        Observed dissociation,
        List<String> concomitant) {

    /** In the unit of the site. */
    public record Pressure(double systolic, double diastolic, String unit, Instant at) {}

    /**
     * Whether something was there.
     *
     * @param known whether it was ever scored
     * @param onset when it was first scored; null where it never was
     * @param resolved when it was first scored to be gone for good; null where it was not
     */
    public record Observed(
            boolean known,
            @Nullable Instant onset,
            @Nullable Instant resolved) {}

    public MonitoringForm {
        concomitant = List.copyOf(concomitant);
    }
}
