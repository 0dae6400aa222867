package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dripwatch.device.Counters;
import io.dripwatch.device.Decoded;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever arrives, it is answered or counted; nothing is thrown and nothing goes on for ever. */
final class HostileInputTest {
    private static final int ROUNDS = 20_000;
    static final List<String> SEEDS = List.of(
            String.join(
                    "\r",
                    Given.MSH,
                    "PID|||SYN-1^^^SYNTH&1.2&ISO^MR~X||Muster^M\\S\\ia||19900203|F|||||||||||||||||||||||N",
                    "PV1||I|WARD^1^BED-2&10.0.0.9",
                    Given.OBR,
                    Given.HR,
                    Given.SPO2 + "|||20260102030300.5+0000",
                    Given.TEMP.replace("|||||R", "||H~QUES|||C")),
            String.join(
                    "\r",
                    Given.MSH.replace("R01^ORU_R01", "R42^ORU_R01"),
                    Given.OBR,
                    "OBX|1||70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC|1.0.0.0|||||||X|||||||P-7^^0012^EUI-64",
                    "OBX|2|CWE|68487^MDC_ATTR_EVT_COND^MDC|1.0.0.2|0^MDC_EVT_PUMP_DELIV_STOP^MDC",
                    "OBX|3|ST|68488^MDC_ATTR_EVT_SOURCE^MDC|1.0.0.3|1.1.2.0",
                    "OBX|4|CWE|158005^MDC_DEV_PUMP_CURRENT_DELIVERY_STATUS^MDC|1.1.2.1|^pump-delivery-status-kvo",
                    "OBX|5|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.2.4|99|mL/h|||||R"),
            "MSH|^~\\&|||||||ORU^R01|503|P|2.3.1|\rOBX||NM|170^Sys|2105|120||||||F||APERIODIC|20070106191915\r",
            "FHS|^~\\&\rBHS|^~\\&\rMSH|^~&|A|B|||2026||ORU^R01|7|T|2.2||||AL\rOBX||NM|0002-4bb8^SpO2^MDIL|0|95|%\rMSH|^~");

    @Test
    void noSpoiledMessageIsThrownBackAsAnException() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (long seed = 1; seed <= ROUNDS; seed++) {
                byte[] spoiled = spoiled(new Random(seed));
                assertThatCode(() -> travel(spoiled)).as("seed " + seed).doesNotThrowAnyException();
            }
        });
    }

    private static byte[] spoiled(Random random) {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        int wounds = 1 + random.nextInt(8);
        for (int i = 0; i < wounds && bytes.length > 1; i++) {
            bytes = wounded(bytes, random);
        }
        return bytes;
    }

    private static byte[] wounded(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int to = at + random.nextInt(bytes.length - at);
        byte[] result = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> result[at] = (byte) random.nextInt(256);
            case 1 -> result[at] = (byte) "|^~\\&\r\n\u000b\u001c\"0- ".charAt(random.nextInt(13));
            case 2 -> result = Arrays.copyOf(bytes, at);
            case 3 -> result = Arrays.copyOfRange(bytes, at, bytes.length);
            case 4 -> System.arraycopy(bytes, at, result, to, Math.min(to - at, bytes.length - to));
            default -> {
                result = Arrays.copyOf(bytes, bytes.length + to - at);
                System.arraycopy(bytes, at, result, bytes.length, to - at);
            }
        }
        return result;
    }

    private static void travel(byte[] bytes) {
        FrameScanner scanner = new FrameScanner(4096);
        scanner.append(Buffer.buffer(new byte[] {FrameScanner.BEGIN}).appendBytes(bytes));
        scanner.append(Buffer.buffer(new byte[] {FrameScanner.END, '\r'}));
        for (FrameScanner.Found found = scanner.next(); found != FrameScanner.Found.NOTHING; found = scanner.next()) {
            MessageSplitter splitter = new MessageSplitter(scanner.bytes(), scanner.start(), scanner.end());
            while (splitter.next()) {
                answer(Message.read(scanner.bytes(), splitter.start(), splitter.end()));
            }
        }
    }

    private static void answer(@Nullable Message message) {
        Reply reply = new Reply(Acknowledgement.to(message), new Counters());
        Decoded decoded = Given.decoder().decode(message, Given.REMOTE, Given.NOW);
        if (decoded instanceof Decoded.Read read) {
            reply.kept(read);
        } else if (decoded instanceof Decoded.Rejected rejected) {
            reply.rejected(rejected.refusal());
        }
        reply.acknowledgement().frames(reply.verdict(), reply.faults(), 1, Given.NOW);
    }

    @Test
    void aMegabyteOfSeparatorsIsReadInNoTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String filling : List.of("|", "^", "~", "\\", "&", "\r", "OBX|", "OBX\r", "\rMSH|^~\\&|", "X")) {
                travel((Given.MSH + "\rOBX|1|NM|" + filling.repeat(4000 / filling.length()))
                        .getBytes(StandardCharsets.UTF_8));
                byte[] huge = (Given.MSH + "\rOBX|1|NM|" + filling.repeat(1_000_000 / filling.length()))
                        .getBytes(StandardCharsets.UTF_8);
                answer(Message.read(huge, 0, huge.length));
            }
        });
    }
}
