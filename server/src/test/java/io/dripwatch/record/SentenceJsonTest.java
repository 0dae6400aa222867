package io.dripwatch.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import org.junit.jupiter.api.Test;

final class SentenceJsonTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new SentenceJson()).build();

    @Test
    void whatIsReadIsWhatWasWritten() throws JsonProcessingException {
        Sentence[] all = {
            Sentence.of("No baseline: limits relative to it are off"),
            Sentence.NONE,
            Sentence.of("Monitor link lost: {}", "MONITOR {} X"),
            Sentence.of("{} {} < {}", Metric.NIBP_SYS, Said.of(Metric.NIBP_SYS, 84.5), Said.of(Metric.NIBP_SYS, 90)),
            Sentence.of("{}: down {} in {}", Metric.SPO2, Said.change(Metric.SPO2, 4), Sentence.of("{} min", 2)),
            Sentence.of("{} in {}", 3, new Said.UnitOf(Metric.ETCO2)),
        };
        for (Sentence sentence : all) {
            assertThat(JSON.readValue(JSON.writeValueAsString(sentence), Sentence.class))
                    .isEqualTo(sentence);
        }
    }

    @Test
    void aRecordOfBeforeHoldsTheWholeSentence() throws JsonProcessingException {
        Sentence old = JSON.readValue("\"SpO2 84 < 90 (set by {})\"", Sentence.class);
        assertThat(old.english()).isEqualTo("SpO2 84 < 90 (set by {})");
    }

    @Test
    void whatStandsInTheJournalCanBeReadWithoutThisProgram() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(Sentence.of("{} {} ({})", Metric.SPO2, Said.of(Metric.SPO2, 84), "AB")))
                .isEqualTo("{\"say\":\"{} {} ({})\",\"with\":[{\"say\":\"SpO2\"},{\"value\":84.0,\"metric\":\"SPO2\"},"
                        + "\"AB\"]}");
    }
}
