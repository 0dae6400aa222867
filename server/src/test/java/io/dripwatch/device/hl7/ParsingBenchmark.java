package io.dripwatch.device.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dripwatch.device.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages a second and core of our tokenizer, of our decoder, and of HAPI HL7 v2's parser with validation switched off:
 * the same PCD-01 message with eight values. Run as {@code server/docs/devices.md} tells.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ParsingBenchmark {
    private final String text = message();
    private final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    private final OruDecoder decoder = Given.decoder();
    private final PipeParser hapi = hapi();

    private static PipeParser hapi() {
        HapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        return context.getPipeParser();
    }

    private static String message() {
        List<String> segments = new ArrayList<>(List.of(
                Given.MSH, "PID|||SYN-1^^^SYNTH^MR||Muster^Maria||19900203|F", "PV1||I|INFUSION^^3", Given.OBR));
        String[] codes = {
            "147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|72|264864^MDC_DIM_BEAT_PER_MIN^MDC",
            "149530^MDC_PULS_OXIM_PULS_RATE^MDC|1.3.1.2|71|264864^MDC_DIM_BEAT_PER_MIN^MDC",
            "150456^MDC_PULS_OXIM_SAT_O2^MDC|1.3.1.1|98|262688^MDC_DIM_PERCENT^MDC",
            "150021^MDC_PRESS_BLD_NONINV_SYS^MDC|1.1.9.1|121|266016^MDC_DIM_MMHG^MDC",
            "150022^MDC_PRESS_BLD_NONINV_DIA^MDC|1.1.9.2|79|266016^MDC_DIM_MMHG^MDC",
            "150023^MDC_PRESS_BLD_NONINV_MEAN^MDC|1.1.9.3|93|266016^MDC_DIM_MMHG^MDC",
            "151562^MDC_RESP_RATE^MDC|1.6.1.2|14|264928^MDC_DIM_RESP_PER_MIN^MDC",
            "150344^MDC_TEMP^MDC|1.2.1.1|36.6|268192^MDC_DIM_DEGC^MDC"
        };
        for (int i = 0; i < codes.length; i++) {
            segments.add("OBX|" + (i + 1) + "|NM|" + codes[i] + "|||||R");
        }
        return String.join("\r", segments) + "\r";
    }

    /** Divides the message, and finds code and value of every row. */
    @Benchmark
    public int tokenize() {
        io.dripwatch.device.hl7.Message message = io.dripwatch.device.hl7.Message.read(bytes, 0, bytes.length);
        int found = 0;
        for (int i = 0; message != null && i < message.segments(); i++) {
            if (message.isNamed(i, "OBX")) {
                found += message.component(i, 3, 1).length()
                        + message.field(i, 5).length();
            }
        }
        return found;
    }

    /** From the bytes to a report of eight readings. */
    @Benchmark
    public Decoded decode() {
        return decoder.decode(io.dripwatch.device.hl7.Message.read(bytes, 0, bytes.length), Given.REMOTE, Given.NOW);
    }

    /** HAPI's parser; its model is built, no value is looked up. */
    @Benchmark
    public Message hapi26() throws HL7Exception {
        return hapi.parse(text);
    }
}
