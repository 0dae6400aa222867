package io.dripwatch.device.hl7;

import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.SourceProfile.DeviceFrom;
import io.dripwatch.device.hl7.SourceProfile.PatientFrom;
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

    private final SourceProfile.Names names;
    private final String remote;

    /**
     * The identity of one part of a message.
     *
     * @param subject its PID and PV1
     * @param sender whose habits count, and who is at the other end of the connection
     */
    Identity(Message message, Survey.Subject subject, OruDecoder.Sender sender) {
        this.message = message;
        this.patientSegment = subject.patient();
        this.visitSegment = subject.visit();
        this.names = sender.profile().names();
        this.remote = sender.remote();
    }

    /**
     * The device: as its rows name it, else the unique identifier of the sender. A sender's mere name is shared by
     * every bed it relays, so the place is put beside it; a patient's numbers must never meet another's under one name.
     *
     * @param named OBX-18, possibly empty
     */
    DeviceId device(Slice named) {
        if (names.device() == DeviceFrom.ADDRESS) {
            return new DeviceId(remote);
        }
        String device = message.text(named);
        if (isName(device) && names.device() != DeviceFrom.SENDER) {
            return new DeviceId(device);
        }
        String unique = message.component(0, 3, 3).isAbsent() ? "" : message.text(message.component(0, 3, 2));
        if (isName(unique)) {
            return new DeviceId(unique);
        }
        String shared = sharedName();
        return new DeviceId(isName(shared) ? shared : remote);
    }

    private String sharedName() {
        Place place = sentPlace();
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

    /** Where the device stands: as it says, or as the profile translates that, or the address it sends from. */
    @Nullable
    Place place() {
        Place sent = sentPlace();
        Place meant = sent == null ? null : names.places().get(sent.text());
        if (meant == null) {
            meant = names.places().get(remote);
        }
        return meant == null ? sent : meant;
    }

    /** PV1-3, each part without what some monitors hang on it behind an ampersand. */
    private @Nullable Place sentPlace() {
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
        boolean unknown =
                patientSegment < 0 || message.field(patientSegment, 31).is("Y");
        if (unknown || names.patient() == PatientFrom.NOWHERE) {
            return null;
        }
        String family = nameOf(1);
        Slice identifier = identifier();
        String value = message.text(message.component(identifier, 1));
        if (value.isBlank() || names.nobody().contains(value) || family.equalsIgnoreCase("Unknown Patient")) {
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
        for (int field : fields()) {
            Slice first = message.first(message.field(patientSegment, field));
            if (!message.component(first, 1).isAbsent()) {
                return first;
            }
        }
        return Slice.EMPTY;
    }

    private int[] fields() {
        return switch (names.patient()) {
            case IDENTIFIER -> new int[] {3, 2};
            case EXTERNAL -> new int[] {2};
            case ACCOUNT -> new int[] {18};
            case NOWHERE -> new int[] {};
        };
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
