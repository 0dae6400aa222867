package io.dripwatch.vitals;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who is treated, as far as devices and nurses have told. Never written to logs.
 *
 * @param id by which the patient is known
 * @param family family name; empty where not told
 * @param given given name; empty where not told
 * @param birthDate where told, to the day
 * @param sex administrative sex
 */
public record Patient(
        PatientId id, String family, String given, @Nullable LocalDate birthDate, Sex sex) {

    /** Administrative sex, in the four words of FHIR. */
    public enum Sex {
        MALE,
        FEMALE,
        OTHER,
        UNKNOWN
    }

    /** A patient of whom only the identifier is known. */
    public static Patient of(PatientId id) {
        return new Patient(id, "", "", null, Sex.UNKNOWN);
    }

    /** "Synthetic, Sam"; the identifier where no name was told. */
    public String name() {
        if (family.isEmpty() && given.isEmpty()) {
            return id.value();
        }
        return given.isEmpty() ? family : family.isEmpty() ? given : family + ", " + given;
    }

    @Override
    public String toString() {
        return "Patient[***]";
    }
}
