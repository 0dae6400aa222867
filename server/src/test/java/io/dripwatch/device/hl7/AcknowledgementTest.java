package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.hl7.Acknowledgement.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcknowledgementTest {
    private static final Refusal BAD_ROW = new Refusal(RefusalReason.NOT_NUMERIC, "OBX[4]-5", "expected a|b, got °");

    private static String answer(String header, Verdict verdict, Refusal... faults) {
        byte[] frames = Acknowledgement.to(Given.message(header)).frames(verdict, List.of(faults), 7, Given.NOW);
        return new String(frames, StandardCharsets.UTF_8);
    }

    private static String header(String accept, String application) {
        return "MSH|^~\\&|MON^11^EUI-64|FAC|DW|CLINIC|20260102||ORU^R01^ORU_R01|ID-1|P|2.6|||" + accept + "|"
                + application + "||UNICODE UTF-8";
    }

    @ParameterizedTest
    @CsvSource({
        "'','',AA,AE,AR",
        "AL,NE,CA,CE,CR",
        "NE,AL,AA,AE,AR",
        "AL,AL,CA+AA,CE+AE,CR+AR",
        "NE,NE,'','',''",
        "AL,'',CA,CE,CR",
        "'',AL,AA,AE,AR",
        "SU,NE,CA,'',''",
        "ER,NE,'',CE,CR",
        "AL,ER,CA,CE+AE,CR+AR",
        "NE,SU,AA,'',''",
        "what,ever,AA,AE,AR"
    })
    void theSenderDecidesWhichAnswersItGets(
            String accept, String application, String kept, String faulty, String rejected) {
        assertThat(codes(answer(header(accept, application), Verdict.KEPT))).isEqualTo(kept);
        assertThat(codes(answer(header(accept, application), Verdict.FAULTY))).isEqualTo(faulty);
        assertThat(codes(answer(header(accept, application), Verdict.REJECTED))).isEqualTo(rejected);
    }

    private static String codes(String answer) {
        List<String> codes = new ArrayList<>();
        for (String segment : answer.split("\r", -1)) {
            if (segment.startsWith("MSA")) {
                codes.add(segment.substring(4, 6));
            }
        }
        return String.join("+", codes);
    }

    @Test
    void theAnswerTurnsTheHeaderRound() {
        assertThat(answer(header("", ""), Verdict.KEPT))
                .matches(
                        "\u000bMSH\\|\\^~\\\\&\\|DW\\|CLINIC\\|MON\\^11\\^EUI-64\\|FAC\\|20260102030405.000\\+0000\\|\\|"
                                + "ACK\\^R01\\^ACK\\|DWA[0-9a-z]+\\.7\\|P\\|2.6\\|\\|\\|\\|\\|\\|UNICODE UTF-8\rMSA\\|AA\\|ID-1\r\u001c\r");
    }

    @Test
    void otherSeparatorsAreUsedInTheAnswerToo() {
        String answer = answer("MSH@~&#\\@APP@FAC@@@2026@@ORU~R01@7@T@2.5", Verdict.KEPT);
        assertThat(answer)
                .startsWith("\u000bMSH@~&#\\@@@APP@FAC@")
                .contains("@ACK~R01~ACK@")
                .contains("\rMSA@AA@7\r");
    }

    @Test
    void aLostEscapeIsPutBack() {
        assertThat(answer("MSH|^~&|APP|FAC|||2026||ORU^R01|7|P|2.6", Verdict.KEPT))
                .startsWith("\u000bMSH|^~\\&|");
    }

    @Test
    void faultsNamePlaceAndReasonInTheFormOfTheVersion() {
        assertThat(answer(header("", ""), Verdict.FAULTY, BAD_ROW))
                .contains("\rERR||OBX^4^5|102^Data type error^HL70357|E||||expected a\\F\\b, got °\r");
        assertThat(answer("MSH|^~\\&|A|B|||2026||ORU^R01|7|P|2.3", Verdict.FAULTY, BAD_ROW))
                .contains("\rMSA|AE|7|expected a\\F\\b, got °\r")
                .contains("\rERR|OBX^4^5^102&Data type error\r");
    }

    @Test
    void noMoreThanTenFaultsAreTold() {
        Refusal[] faults = Stream.generate(() -> BAD_ROW).limit(30).toArray(Refusal[]::new);
        assertThat(answer(header("", ""), Verdict.FAULTY, faults).split("ERR", -1))
                .hasSize(11);
    }

    @Test
    void theCharacterSetOfTheMessageIsThatOfTheAnswer() {
        byte[] frames = Acknowledgement.to(Given.message("MSH|^~\\&|A|B|||2026||ORU^R01|7|P|2.6||||||8859/1"))
                .frames(Verdict.FAULTY, List.of(BAD_ROW), 1, Given.NOW);
        assertThat(new String(frames, StandardCharsets.ISO_8859_1))
                .contains("got °")
                .contains("||8859/1\r");
    }

    @Test
    void anAcknowledgementIsNeverAcknowledged() {
        for (String type : List.of("ACK^R01^ACK", "ACK", "ACK^A01")) {
            assertThat(answer(header("", "").replace("ORU^R01^ORU_R01", type) + "\rMSA|AA|1", Verdict.REJECTED))
                    .as(type)
                    .isEmpty();
        }
        assertThat(answer("MSH|^~\\&|A|B||2026||ACK^R01|7|P|2.6\rMSA|AA|1", Verdict.REJECTED))
                .isEmpty();
        assertThat(answer(header("AL", "AL").replace("ORU^R01^ORU_R01", "RRG^O16^RRG_O16"), Verdict.REJECTED))
                .isNotEmpty();
    }

    @Test
    void whatIsNoMessageIsRejectedWithoutNamingAnyone() {
        assertThat(answer("rubbish", Verdict.REJECTED)).contains("|ACK|").contains("\rMSA|AR|\r");
    }
}
