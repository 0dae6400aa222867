package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageTest {

    @Test
    void fieldsAreNumberedAsInTheStandard() {
        Message message = Given.readable(Given.MSH, "PID|||123^^^HOSP^MR~456||Muster^Mia");
        assertThat(message.field(0, 1).ascii()).isEqualTo("|");
        assertThat(message.field(0, 2).ascii()).isEqualTo("^~\\&");
        assertThat(message.component(0, 9, 2).ascii()).isEqualTo("R01");
        assertThat(message.field(0, 18).ascii()).isEqualTo("UNICODE UTF-8");
        assertThat(message.field(0, 19).isEmpty()).isTrue();
        assertThat(message.fields(0)).isEqualTo(18);
        assertThat(message.component(1, 3, 5).ascii()).isEqualTo("MR");
        assertThat(message.component(1, 5, 1).ascii()).isEqualTo("Muster");
        assertThat(message.fields(1)).isEqualTo(5);
        assertThat(message.field(1, 40).isEmpty()).isTrue();
        assertThat(message.find("PID")).isEqualTo(1);
        assertThat(message.find("ZZZ")).isEqualTo(-1);
    }

    @Test
    void everyKindOfLineEndEndsASegment() {
        for (String end : List.of("\r", "\n", "\r\n", "\n\r", "\r\r\n")) {
            Message message = Given.readable(Given.MSH + end + "OBR|1" + end + "OBX|1|NM" + end);
            assertThat(message.segments()).isEqualTo(3);
            assertThat(message.field(2, 2).ascii()).isEqualTo("NM");
        }
    }

    @Test
    void blanksAroundFieldsAreNotPartOfThem() {
        Message message = Given.readable(Given.MSH + "  ", "OBX|1| NM |150456 ^ X ^MDC |a b ");
        assertThat(message.field(1, 2).ascii()).isEqualTo("NM");
        assertThat(message.component(1, 3, 1).ascii()).isEqualTo("150456");
        assertThat(message.component(1, 3, 3).ascii()).isEqualTo("MDC");
        assertThat(message.field(1, 4).ascii()).isEqualTo("a b");
    }

    @Test
    void otherSeparatorsAreObeyed() {
        Message message = Given.readable("MSH@~&#\\@APP@FAC@@@2026@@ORU~R01@7@P@2.5", "PID@@@A~~~H\\1.2\\ISO&B");
        assertThat(message.component(0, 9, 2).ascii()).isEqualTo("R01");
        assertThat(message.component(1, 3, 1).ascii()).isEqualTo("A");
        assertThat(message.component(1, 3, 4).part(1, (byte) '\\').ascii()).isEqualTo("H");
    }

    @Test
    void separatorsThatLeaveDoubtAreRefused() {
        for (String header : List.of(
                "MSH",
                "MSH|",
                "MSH|^~",
                "MSH|^~|",
                "MSH|^^\\&|",
                "MSH||~\\&|",
                "MSH|^~\\&#+|",
                "MSHA^~\\&A",
                "MSH|^~x&|",
                "MSH ^~\\& ",
                "XYZ|^~\\&|",
                "MS")) {
            assertThat(Given.message(header)).as(header).isNull();
        }
    }

    @Test
    void aFifthEncodingCharacterAndALostEscapeAreTolerated() {
        assertThat(Given.message("MSH|^~\\&#|A")).isNotNull();
        Message lost = Given.readable("MSH|^~&|A|B");
        assertThat(lost.field(0, 3).ascii()).isEqualTo("A");
        assertThat(lost.text(lost.field(0, 2))).isEqualTo("^~&");
    }

    @Test
    void escapesStandForWhatTheyReplace() {
        assertThat(text("Smith\\F\\Jones \\S\\ \\T\\ \\R\\ \\E\\")).isEqualTo("Smith|Jones ^ & ~ \\");
        assertThat(text("M\\XC3BC\\ller")).isEqualTo("Müller");
        assertThat(text("a\\X0D0A\\b")).isEqualTo("ab");
        assertThat(text("odd \\Z99\\ \\H\\bold\\N\\ \\")).isEqualTo("odd \\Z99\\ \\H\\bold\\N\\ \\");
        assertThat(text("bad \\XZZ\\ hex")).isEqualTo("bad \\XZZ\\ hex");
    }

    private static String text(String field) {
        Message message = Given.readable(Given.MSH, "PID|" + field);
        return message.text(message.field(1, 1));
    }

    @Test
    void namesComeInTheCharacterSetOfTheirMessage() {
        assertThat(named("UNICODE UTF-8", "Özdemir".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Özdemir");
        assertThat(named("UNICODE", "Özdemir".getBytes(StandardCharsets.UTF_8))).isEqualTo("Özdemir");
        assertThat(named("8859/1", "Özdemir".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("Özdemir");
        assertThat(named("", "Özdemir".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("Özdemir");
        assertThat(named("", "Özdemir".getBytes(StandardCharsets.UTF_8))).isEqualTo("Özdemir");
        assertThat(named("ASCII", "Özdemir".getBytes(StandardCharsets.UTF_8))).isEqualTo("Özdemir");
        assertThat(named("8859/99", "Özdemir".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("Özdemir");
    }

    private static String named(String charset, byte[] name) {
        byte[] head =
                ("MSH|^~\\&|||||||ORU^R01|1|P|2.6||||||" + charset + "\rPID|").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + name.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(name, 0, all, head.length, name.length);
        Message message = Given.message(all);
        return message == null ? "unreadable" : message.text(message.field(1, 1));
    }

    @Test
    void aFrameMayHoldSeveralMessages() {
        assertThat(split("MSH|1\rPID\rMSH|2\rPID")).containsExactly("MSH|1\rPID\r", "MSH|2\rPID");
        assertThat(split("FHS|x\rBHS|y\rMSH|1\rPID\rMSH|2\rBTS|2\rFTS|1")).containsExactly("MSH|1\rPID\r", "MSH|2\r");
        assertThat(split("\uFEFF\r\n MSH|1\r\n")).containsExactly("MSH|1\r\n");
    }

    @Test
    void aFrameWithoutAMessageIsHandedOverAsItIsUnlessItIsOnlyAWrapper() {
        assertThat(split("hello\rworld")).containsExactly("hello\rworld");
        assertThat(split("BHS|^~\\&\r")).isEmpty();
        assertThat(split("")).isEmpty();
        assertThat(split("noise\rMSH|1")).containsExactly("MSH|1");
    }

    private static List<String> split(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        MessageSplitter splitter = new MessageSplitter(bytes, 0, bytes.length);
        List<String> messages = new ArrayList<>();
        while (splitter.next()) {
            messages.add(
                    new String(bytes, splitter.start(), splitter.end() - splitter.start(), StandardCharsets.UTF_8));
        }
        return messages;
    }

    @Test
    void numbersAreDigitsWithASignAndAPointAndNothingElse() {
        assertThat(number("98")).isEqualTo(98);
        assertThat(number("-0.5")).isEqualTo(-0.5);
        assertThat(number("+36.60")).isEqualTo(36.6);
        assertThat(number(".5")).isEqualTo(0.5);
        assertThat(number("7.")).isEqualTo(7);
        assertThat(number("0.1234567890123456789")).isEqualTo(0.12345678901234568);
        for (String none :
                List.of("", "-", ".", "1e2", "NaN", "Infinity", "1,5", "1 2", "0x10", "--1", "1.2.3", "9".repeat(41))) {
            assertThat(number(none)).as(none).isNaN();
        }
    }

    private static double number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Numeral.read(new Slice(bytes, 0, bytes.length));
    }

    @Test
    void theSameBytesHaveTheSameDigestAndOneOtherByteAnother() {
        byte[] bytes = Given.MSH.getBytes(StandardCharsets.US_ASCII);
        long digest = Digest.of(bytes, 0, bytes.length);
        byte[] moved = ("xx" + Given.MSH).getBytes(StandardCharsets.US_ASCII);
        assertThat(Digest.of(moved, 2, moved.length)).isEqualTo(digest);
        for (int i = 0; i < bytes.length; i++) {
            byte[] other = bytes.clone();
            other[i] ^= 1;
            assertThat(Digest.of(other, 0, other.length)).as("byte " + i).isNotEqualTo(digest);
        }
        assertThat(Digest.of(new byte[8], 0, 7)).isNotEqualTo(Digest.of(new byte[8], 0, 8));
    }

    @Test
    void aMemoGivesWayToNewcomersAndNeverMixesMeanings() {
        Memo<String> memo = new Memo<>((message, field) -> field.ascii());
        @Nullable Message message = Given.message(Given.MSH);
        for (int i = 0; message != null && i < 5000; i++) {
            byte[] key = ("code " + i).getBytes(StandardCharsets.US_ASCII);
            assertThat(memo.of(message, new Slice(key, 0, key.length))).isEqualTo("code " + i);
            assertThat(memo.of(message, new Slice(key.clone(), 0, key.length))).isEqualTo("code " + i);
        }
    }
}
