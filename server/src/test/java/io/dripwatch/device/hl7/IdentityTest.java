package io.dripwatch.device.hl7;

import static io.dripwatch.device.hl7.Given.HR;
import static io.dripwatch.device.hl7.Given.MSH;
import static io.dripwatch.device.hl7.Given.OBR;
import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IdentityTest {

    private static String device(String msh3And4, String... more) {
        String[] segments = new String[more.length + 1];
        segments[0] = "MSH|^~\\&|" + msh3And4 + "|||20260102030400+0000||ORU^R01|1|P|2.6";
        System.arraycopy(more, 0, segments, 1, more.length);
        return Given.report(segments).device().value();
    }

    @Test
    void theDeviceIsTheOneItsRowsName() {
        String system = "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||MON-7^X^0011^EUI-64";
        String vmd = "OBX|2||69798^MDC_DEV_ECG_VMD^MDC|1.7.0.0|||||||X|||||||MODULE-1";
        assertThat(device("GW^001122^EUI-64|", OBR, HR, vmd, system)).isEqualTo("MON-7");
        assertThat(device("GW^001122^EUI-64|", OBR, HR, vmd)).isEqualTo("MODULE-1");
        assertThat(device("GW^001122^EUI-64|", OBR, vmd.replace("MODULE-1", "^^A0001^PUMPS"), HR))
                .isEqualTo("A0001");
        assertThat(device("GW^001122^EUI-64|", OBR, HR)).isEqualTo("001122");
    }

    @Test
    void aSharedNameIsMadeUniqueByThePlace() {
        assertThat(device("RECORDER|CLINIC", "PV1||I|OR-3", HR)).isEqualTo("RECORDER/OR-3");
        assertThat(device("RECORDER|CLINIC", "PV1||I|WARD^1^BED-2&10.0.0.9", HR))
                .isEqualTo("RECORDER/WARD^1^BED-2");
        assertThat(device("^SURE|", "PV1|||^^", HR)).isEqualTo("SURE");
        assertThat(device("|CLINIC", HR)).isEqualTo("CLINIC");
        assertThat(device("|", "PV1||I|^^B4&5&1", HR)).isEqualTo("B4");
        assertThat(device("|", HR)).isEqualTo(Given.REMOTE);
        assertThat(device("x".repeat(201) + "|", HR)).isEqualTo(Given.REMOTE);
    }

    @Test
    void thePlaceIsUnitRoomAndBed() {
        assertThat(Given.report(MSH, "PV1||I|^^BED-001^10.0.0.98:1", OBR, HR).place())
                .satisfies(
                        place -> assertThat(place == null ? "" : place.text()).isEqualTo("^^BED-001"));
        assertThat(Given.report(MSH, "PV1||I|HO Surgery^OR^1", OBR, HR).place())
                .satisfies(
                        place -> assertThat(place == null ? "" : place.text()).isEqualTo("HO Surgery^OR^1"));
        assertThat(Given.report(MSH, "PV1||I|^^&10", OBR, HR).place()).isNull();
        assertThat(Given.report(MSH, OBR, HR).place()).isNull();
    }

    private static @Nullable Patient patient(String pid) {
        return Given.report(MSH, pid, OBR, HR).patient();
    }

    @Test
    void thePatientIsReadFromPid() {
        Patient expected = new Patient(
                new PatientId("SYNTH", "SYN-1"), "Muster", "Mia", LocalDate.of(1990, 2, 3), Patient.Sex.FEMALE);
        assertThat(patient("PID|||SYN-1^^^SYNTH&1.2.3&ISO^MR~OTHER^^^X||Muster&von^Mia^^^^^L||19900203000000|F"))
                .isEqualTo(expected);
    }

    @Test
    void theAuthorityMayStandInTheType() {
        assertThat(patient("PID|||SYN-1^^^^MR"))
                .satisfies(p -> assertThat(p == null ? "" : p.id().authority()).isEqualTo("MR"));
        assertThat(patient("PID|||SYN-1")).isEqualTo(Patient.of(new PatientId("", "SYN-1")));
    }

    @Test
    void theSecondFieldIsAskedWhereTheThirdIsEmptyAndTheFourthNever() {
        assertThat(patient("PID||SYN-2^^^A|")).isEqualTo(Patient.of(new PatientId("A", "SYN-2")));
        assertThat(patient("PID||SYN-2|\"\"")).isEqualTo(Patient.of(new PatientId("", "SYN-2")));
        assertThat(patient("PID||||SYN-4")).isNull();
    }

    @Test
    void anUnknownPatientIsNoPatient() {
        assertThat(patient("PID|||SYN-1||Unknown Patient^Unknown Patient")).isNull();
        assertThat(patient("PID|||SYN-1||X^Y||||||||||||||||||||||||||Y")).isNull();
        assertThat(patient("PID|||SYN-1||X^Y||||||||||||||||||||||||||N")).isNotNull();
        assertThat(patient("PID|||")).isNull();
        assertThat(patient("PID|||\\X0D0A\\")).isNull();
        assertThat(Given.report(MSH, OBR, HR).patient()).isNull();
    }

    @Test
    void odd_birthDatesAndSexesDoNotCostThePatient() {
        for (String birth : List.of("00000000", "1970", "19901399", "unknown-", "")) {
            assertThat(patient("PID|||SYN-1||M^M||" + birth + "|M-")).as(birth).satisfies(p -> assertThat(
                            p == null ? LocalDate.MAX : p.birthDate())
                    .isNull());
        }
        assertThat(patient("PID|||SYN-1||M^M|||A"))
                .satisfies(p -> assertThat(p == null ? null : p.sex()).isEqualTo(Patient.Sex.OTHER));
    }

    @Test
    void anIdentifierBeyondTheLimitIsNotCutIntoAnotherOne() {
        assertThat(patient("PID|||" + "9".repeat(201))).isNull();
        assertThat(Given.read(MSH, "PID|||" + "9".repeat(201), OBR, HR).refusals())
                .hasSize(1);
    }
}
