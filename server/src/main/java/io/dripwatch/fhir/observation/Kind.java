package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.Token;
import io.dripwatch.vitals.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an Observation looks like: its code, category and profile follow from the group and from which parts of it were
 * measured. Compared by identity; there is one object for each kind.
 */
public final class Kind {
    /** Bits of the parts of a blood pressure. */
    static final int SYS = 1;

    static final int DIA = 2;
    static final int MEAN = 4;

    private static final String US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/";
    private static final Coding PANEL = Coding.loinc("85354-9", "Blood pressure panel with all children optional");
    private static final List<Kind> ALL = new ArrayList<>();
    private static final Kind[][] BY_GROUP = new Kind[Group.all().size()][];

    static {
        for (Group group : Group.all()) {
            BY_GROUP[group.rank()] = group.isPressure() ? pressures(group) : new Kind[] {single(group)};
        }
    }

    private final int rank;
    private final Group group;
    private final Category category;
    private final @Nullable String profile;
    private final String text;
    private final List<Coding> codings;
    private final List<Metric> components;

    private Kind(Group group, @Nullable String profile, String text, List<Coding> codings, List<Metric> components) {
        this.rank = ALL.size();
        this.group = group;
        this.category = category(group.parts().get(0));
        this.profile = profile;
        this.text = text;
        this.codings = codings;
        this.components = components;
        ALL.add(this);
    }

    private static Kind single(Group group) {
        Metric metric = group.parts().get(0);
        return new Kind(group, profile(metric), metric.label(), Coding.of(metric), List.of());
    }

    /** Panel without mean, panel with mean, mean alone. */
    private static Kind[] pressures(Group group) {
        boolean cuff = group.equals(Group.NIBP);
        Coding mdc = cuff ? Coding.mdc(150020, "MDC_PRESS_BLD_NONINV") : Coding.mdc(150036, "MDC_PRESS_BLD_ART_ABP");
        String text = cuff ? "NIBP" : "ABP";
        String profile = US_CORE + "us-core-blood-pressure";
        List<Coding> codings = List.of(PANEL, mdc);
        Metric mean = group.parts().get(2);
        return new Kind[] {
            new Kind(group, profile, text, codings, group.parts().subList(0, 2)),
            new Kind(group, profile, text, codings, group.parts()),
            new Kind(group, US_CORE + "us-core-vital-signs", mean.label(), Coding.of(mean), List.of())
        };
    }

    static Category category(Metric metric) {
        if (metric.kind() == Metric.Kind.PUMP) {
            return Category.THERAPY;
        }
        return metric == Metric.ETCO2 ? Category.PROCEDURE : Category.VITAL_SIGNS;
    }

    private static @Nullable String profile(Metric metric) {
        return switch (metric) {
            case HEART_RATE, PULSE_RATE, NIBP_PULSE -> US_CORE + "us-core-heart-rate";
            case SPO2 -> US_CORE + "us-core-pulse-oximetry";
            case RESP_RATE -> US_CORE + "us-core-respiratory-rate";
            case TEMPERATURE -> US_CORE + "us-core-body-temperature";
            case NIBP_SYS,
                    NIBP_DIA,
                    NIBP_MEAN,
                    ABP_SYS,
                    ABP_DIA,
                    ABP_MEAN,
                    ETCO2,
                    PUMP_RATE,
                    VOLUME_INFUSED,
                    VOLUME_TO_BE_INFUSED,
                    VOLUME_REMAINING,
                    DRUG_CONCENTRATION,
                    PUMP_WEIGHT -> null;
        };
    }

    public static List<Kind> all() {
        return List.copyOf(ALL);
    }

    /**
     * The kind of an Observation.
     *
     * @param present the bits of the measured parts, at least one: 1 for the first part of the group, 2, 4
     */
    static Kind of(Group group, int present) {
        Kind[] kinds = BY_GROUP[group.rank()];
        if (kinds.length == 1) {
            return kinds[0];
        }
        return present == MEAN ? kinds[2] : (present & MEAN) != 0 ? kinds[1] : kinds[0];
    }

    /** Its place in {@link #all()}. */
    int rank() {
        return rank;
    }

    Group group() {
        return group;
    }

    Category category() {
        return category;
    }

    /** The profile that it claims; null where it claims none. */
    @Nullable
    public String profile() {
        return profile;
    }

    /** The ward's word. */
    String text() {
        return text;
    }

    List<Coding> codings() {
        return codings;
    }

    /** The metrics of a panel's components, in the order of the group's parts; empty where the value stands alone. */
    List<Metric> components() {
        return components;
    }

    /** Whether it carries a code that the token means, as its own or as a component's. */
    public boolean carries(Token token) {
        return codings.stream().anyMatch(token::means) || hasComponent(token);
    }

    /** Whether a component carries a code that the token means. */
    boolean hasComponent(Token token) {
        return components.stream().flatMap(metric -> Coding.of(metric).stream()).anyMatch(token::means);
    }
}
