package io.dripwatch.vitals;

/** The one unit in which a {@link Metric} is kept; devices that speak another are converted at the door. */
public enum Unit {
    PER_MINUTE("/min", "/min"),
    PERCENT("%", "%"),
    MMHG("mm[Hg]", "mmHg"),
    CELSIUS("Cel", "°C"),
    ML_PER_HOUR("mL/h", "mL/h"),
    MILLILITRE("mL", "mL"),
    MG_PER_ML("mg/mL", "mg/mL"),
    KILOGRAM("kg", "kg");

    private final String ucum;
    private final String label;

    Unit(String ucum, String label) {
        this.ucum = ucum;
        this.label = label;
    }

    /** The case-sensitive UCUM code, for machines. */
    public String ucum() {
        return ucum;
    }

    /** What a nurse reads beside the number. */
    public String label() {
        return label;
    }
}
