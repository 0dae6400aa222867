package io.dripwatch.push.hl7;

import io.dripwatch.push.Whom;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.NamedRoom;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** PID and PV1: of whom a message tells, and where. */
final class Subject {
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d*))+");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");

    /** Types of HL7 table 0203 that devices send where others name the authority. */
    private static final Set<String> TYPES = Set.of("AN", "MR", "PI", "PT", "SS", "VN");

    private final Sender sender;

    Subject(Sender sender) {
        this.sender = sender;
    }

    List<Segment> of(Whom whom) {
        return List.of(patient(whom), visit(whom));
    }

    private static Segment patient(Whom whom) {
        Patient patient = whom.patient();
        Segment pid = new Segment("PID");
        if (patient == null) {
            return pid.with(31, "Y");
        }
        pid.with(3, identifier(patient.id()));
        if (!patient.family().isEmpty() || !patient.given().isEmpty()) {
            pid.with(5, Escapes.components(patient.family(), patient.given(), "", "", "", "", "L"));
        }
        LocalDate birthDate = patient.birthDate();
        if (birthDate != null) {
            pid.with(7, DateTimeFormatter.BASIC_ISO_DATE.format(birthDate));
        }
        return pid.with(8, sex(patient.sex()));
    }

    /** CX with its authority as HD, which says of an OID and a URI that they are one. */
    private static String identifier(PatientId id) {
        String value = Escapes.text(id.value());
        String authority = id.authority();
        if (authority.isEmpty()) {
            return value;
        }
        if (TYPES.contains(authority)) {
            return value + "^^^^" + authority;
        }
        String named = Escapes.text(authority);
        if (OID.matcher(authority).matches()) {
            named += "&" + named + "&ISO";
        } else if (URI.matcher(authority).matches()) {
            named += "&" + named + "&URI";
        }
        return value + "^^^" + named + "^PI";
    }

    private static String sex(Patient.Sex sex) {
        return switch (sex) {
            case MALE -> "M";
            case FEMALE -> "F";
            case OTHER -> "O";
            case UNKNOWN -> "U";
        };
    }

    /** A chair that stands in no room any more stood in the only one there is, or nobody knows where. */
    private String pointOfCare(ChairId chair) {
        NamedRoom room = sender.rooms().several()
                ? sender.rooms().of(chair)
                : sender.rooms().all().get(0);
        return room == null ? "" : room.pointOfCare();
    }

    private Segment visit(Whom whom) {
        Whom.Visit visit = whom.visit();
        if (visit == null) {
            return new Segment("PV1").with(2, "U");
        }
        return new Segment("PV1")
                .with(2, "O")
                .with(
                        3,
                        Escapes.components(
                                pointOfCare(visit.chair()), "", visit.chair().value()))
                .with(19, Escapes.components(visit.encounter(), "", "", sender.name(), "VN"));
    }
}
