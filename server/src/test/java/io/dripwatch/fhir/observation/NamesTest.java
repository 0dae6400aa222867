package io.dripwatch.fhir.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.PatientIds;
import io.dripwatch.fhir.rest.Problem;
import io.dripwatch.fhir.rest.Spans;
import io.dripwatch.fhir.rest.Token;
import io.dripwatch.vitals.Metric;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;

/** The names by which things go outside: ids, systems, codes, positions. */
final class NamesTest {

    @Test
    void anIdOfAnObservationTellsWhereItIsKept() {
        for (Group group : Group.all()) {
            for (long atMs : new long[] {Spans.WRITABLE.fromMs(), -1, 0, Spans.WRITABLE.toMs() - 1}) {
                ObservationId id = new ObservationId(Long.MAX_VALUE, group, 63, atMs);
                assertThat(id.text()).matches("[A-Za-z0-9\\-.]{1,64}");
                assertThat(ObservationId.parse(id.text())).isEqualTo(id);
            }
        }
    }

    @Test
    void anIdThatWasNeverGivenOutIsNone() {
        List<String> strange = List.of(
                "",
                "1",
                "1.spo2.0",
                "1.spo2.0.x",
                "01.spo2.0.5",
                "1.SPO2.0.5",
                "1.spo2.0.+5",
                "1.spo2.0.5.6",
                "1..0.5");
        assertThat(strange).allMatch(text -> ObservationId.parse(text) == null);
    }

    @Test
    void everyAuthorityHasAUriAsItsSystem() {
        assertThat(PatientIds.system("")).isNull();
        assertThat(PatientIds.system("2.16.840.1.113883.19.5")).isEqualTo("urn:oid:2.16.840.1.113883.19.5");
        assertThat(PatientIds.system("http://example.org/mrn")).isEqualTo("http://example.org/mrn");
        assertThat(PatientIds.system("Ward 7")).isEqualTo("urn:dripwatch:authority:Ward+7");
    }

    @Test
    void tokensAreUnderstoodInAllFourForms() {
        Coding heartRate = Coding.loinc("8867-4", "");
        assertThat(List.of("8867-4", "http://loinc.org|8867-4", "http://loinc.org|"))
                .allMatch(text -> Token.parse(text).means(heartRate));
        assertThat(List.of("|8867-4", "http://snomed.info/sct|8867-4", "8867-5", "http://loinc.org|8867"))
                .noneMatch(text -> Token.parse(text).means(heartRate));
        assertThat(Token.parse("a\\|b|c\\,d")).isEqualTo(new Token("a|b", "c,d"));
    }

    @Test
    void theCodeOfAComponentFindsItsPanel() {
        assertThat(carrying("8480-6"))
                .extracting(kind -> kind.codings().get(0).code())
                .containsOnly("85354-9")
                .hasSize(4);
        assertThat(carrying(Coding.MDC + "|150023"))
                .extracting(Kind::text)
                .containsExactlyInAnyOrder("NIBP", "NIBP mean");
        assertThat(carrying("8867-4"))
                .extracting(kind -> kind.group().parts().get(0))
                .containsExactlyInAnyOrder(Metric.HEART_RATE, Metric.PULSE_RATE, Metric.NIBP_PULSE);
    }

    @Test
    void aPositionThatWasNeverGivenOutIsRefused() {
        PageToken token = new PageToken(5, 6, new ObservationId(1, Group.ABP, 2, 3));
        assertThat(PageToken.parse(token.text())).isEqualTo(token);
        for (String strange : List.of("", "5~6", "5~6~x", "x~6~1.abp.2.3", "9223372036854775807~6~1.abp.2.3")) {
            assertThatThrownBy(() -> PageToken.parse(strange))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("_page");
        }
    }

    @Test
    void aProblemIsAnOperationOutcome() {
        Problem problem = Problem.badValue("date", "\"yesterday\"", "a date");
        String json = new String(problem.json(), StandardCharsets.UTF_8);
        OperationOutcome outcome = Oracle.CONTEXT.newJsonParser().parseResource(OperationOutcome.class, json);

        assertThat(outcome.getIssueFirstRep().getDiagnostics())
                .isEqualTo("Parameter date: expected a date, got \"yesterday\"");
        assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(OperationOutcome.IssueType.INVALID);
        assertThat(Oracle.tree(Oracle.again(json))).isEqualTo(Oracle.tree(json));
        for (Problem.Issue issue : Problem.Issue.values()) {
            assertThat(OperationOutcome.IssueType.fromCode(issue.code())).isNotNull();
        }
    }

    private static List<Kind> carrying(String token) {
        return Kind.all().stream()
                .filter(kind -> kind.carries(Token.parse(token)))
                .toList();
    }
}
