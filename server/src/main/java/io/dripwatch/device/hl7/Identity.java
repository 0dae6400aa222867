package io.dripwatch.device.hl7;

import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Place;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who measured whom and where, as MSH, PID and PV1 tell it. What is too long or empty is not told. */
final class Identity {
    private static final int LONGEST = 200;

    private final Message message;
    private final int patientSegment;
    private final int visitSegment;

    Identity(Message message) {
        this.message = message;
        this.patientSegment = message.find("PID");
        this.visitSegment = message.find("PV1");
    }

    /**
     * The device: as its rows name it, else the unique identifier of the sender. A sender's mere name is shared by
     * every bed it relays, so the place is put beside it; a patient's numbers must never meet another's under one name.
     *
     * @param named OBX-18, possibly empty
     * @param dialect PDS messages of one monitor differ in what they tell, so only the address counts
     * @param remote who is at the other end of the connection
     */
    DeviceId device(Slice named, Dialect dialect, String remote) {
        String device = message.text(named);
        if (isName(device)) {
            return new DeviceId(device);
        }
        String unique = message.component(0, 3, 3).isAbsent() ? "" : message.text(message.component(0, 3, 2));
        if (isName(unique)) {
            return new DeviceId(unique);
        }
        String shared = dialect == Dialect.USUAL ? sharedName() : "";
        return new DeviceId(isName(shared) ? shared : remote);
    }

    private String sharedName() {
        Place place = place();
        String where = place == null
                ? ""
                : Stream.of(place.unit(), place.room(), place.bed())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("^"));
        String sender = Stream.of(name(3, 1), name(3, 2), name(4, 1), name(4, 2))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        return Stream.of(sender, where).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    private String name(int field, int component) {
        Slice name = message.component(0, field, component);
        return name.isAbsent() ? "" : message.text(name);
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST;
    }

    /** Where the device stands: PV1-3, each part without what some monitors hang on it behind an ampersand. */
    @Nullable
    Place place() {
        if (visitSegment < 0) {
            return null;
        }
        String unit = placePart(1);
        String room = placePart(2);
        String bed = placePart(3);
        return isName(unit + room + bed) ? new Place(unit, room, bed) : null;
    }

    private String placePart(int component) {
        Slice part = message.component(visitSegment, 3, component);
        return part.isAbsent()
                ? ""
                : message.text(part.part(1, message.separators().subcomponent()));
    }

    /** Whom the device says it measures; null where it says that it does not know. */
    @Nullable
    Patient patient(Findings findings) {
        if (patientSegment < 0 || message.field(patientSegment, 31).is("Y")) {
            return null;
        }
        String family = nameOf(1);
        Slice identifier = identifier();
        String value = message.text(message.component(identifier, 1));
        if (value.isBlank() || family.equalsIgnoreCase("Unknown Patient")) {
            return null;
        }
        String authority = authority(identifier);
        if (value.length() > LONGEST || authority.length() > LONGEST) {
            findings.refuse(
                    RefusalReason.UNREADABLE,
                    "PID-3",
                    "expected an identifier of at most " + LONGEST + " characters, got a longer one");
            return null;
        }
        return new Patient(new PatientId(authority, value), family, nameOf(2), birthDate(), sex());
    }

    private Slice identifier() {
        for (int field : new int[] {3, 2}) {
            Slice first = message.first(message.field(patientSegment, field));
            if (!message.component(first, 1).isAbsent()) {
                return first;
            }
        }
        return Slice.EMPTY;
    }

    private String authority(Slice identifier) {
        Slice assigned =
                message.component(identifier, 4).part(1, message.separators().subcomponent());
        Slice type = message.component(identifier, 5);
        return assigned.isAbsent() ? type.isAbsent() ? "" : message.text(type) : message.text(assigned);
    }

    private String nameOf(int component) {
        Slice part = message.component(patientSegment, 5, component);
        return part.isAbsent()
                ? ""
                : message.text(part.part(1, message.separators().subcomponent()));
    }

    private @Nullable LocalDate birthDate() {
        Slice text = message.component(patientSegment, 7, 1);
        if (text.length() < 8) {
            return null;
        }
        int day = Numeral.code(new Slice(text.bytes(), text.start(), text.start() + 8));
        try {
            return day <= 0 ? null : LocalDate.of(day / 10000, day / 100 % 100, day % 100);
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    private Patient.Sex sex() {
        String letter = message.component(patientSegment, 8, 1).ascii().toUpperCase(Locale.ROOT);
        return switch (letter.isEmpty() ? ' ' : letter.charAt(0)) {
            case 'M' -> Patient.Sex.MALE;
            case 'F' -> Patient.Sex.FEMALE;
            case 'O', 'A' -> Patient.Sex.OTHER;
            default -> Patient.Sex.UNKNOWN;
        };
    }
}
