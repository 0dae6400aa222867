package io.dripwatch.sim.replay;

import io.dripwatch.sim.monitor.Measured;
import io.dripwatch.sim.monitor.Sign;
import io.dripwatch.sim.replay.VitalsFile.Recording;
import io.dripwatch.sim.replay.VitalsFile.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numerics in the WaveForm DataBase format: a header of lines and a file of 16-bit samples (format 16). A sample of
 * -32768, and a value of 0, mean that the monitor had none.
 */
final class WfdbNumerics {
    private static final short NO_SAMPLE = -32768;
    private static final Map<String, Sign> SIGNS = Map.of(
            "HR", Sign.HEART_RATE,
            "PULSE", Sign.PULSE_RATE,
            "RESP", Sign.RESP_RATE,
            "SpO2", Sign.SPO2,
            "NBPSys", Sign.NIBP_SYS,
            "NBPDias", Sign.NIBP_DIA,
            "NBPMean", Sign.NIBP_MEAN);

    private WfdbNumerics() {}

    /** One column: which sign (null for one we cannot tell), and how many steps make one unit. */
    private record Signal(@Nullable Sign sign, BigDecimal gain) {}

    static Recording read(Path header) throws IOException {
        List<String> lines = Files.readAllLines(header).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        String[] first = words(lines, 0, 4);
        int count = Integer.parseInt(first[1]);
        double perSecond = Double.parseDouble(first[2].split("/", -1)[0]);
        int samples = Integer.parseInt(first[3]);
        if (count < 1 || count > 100 || !(perSecond > 0) || samples < 0 || samples > 10_000_000) {
            throw new IllegalArgumentException("line 1: expected signals, a rate and a number of samples");
        }
        List<Signal> signals = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        String file = "";
        for (int i = 1; i <= count; i++) {
            String[] words = words(lines, i, 9);
            if (!words[1].equals("16")) {
                throw new IllegalArgumentException("line " + (i + 1) + ": expected format 16, got " + words[1]);
            }
            file = words[0];
            Sign sign = SIGNS.get(words[8]);
            if (sign == null) {
                leftOut.add("signal " + words[8]);
            }
            signals.add(new Signal(sign, new BigDecimal(words[2].split("[/(]", -1)[0])));
        }
        byte[] bytes = Files.readAllBytes(header.resolveSibling(file));
        long expected = 2L * samples * count;
        if (bytes.length < expected) {
            throw new IllegalArgumentException(file + ": expected " + expected + " bytes, got " + bytes.length);
        }
        return new Recording(rows(signals, bytes, samples, perSecond), leftOut);
    }

    private static List<Row> rows(List<Signal> signals, byte[] bytes, int samples, double perSecond) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            List<Measured> measured = new ArrayList<>();
            for (Signal signal : signals) {
                short sample = in.getShort();
                if (signal.sign() != null) {
                    measured.add(
                            sample == NO_SAMPLE || sample == 0
                                    ? Measured.nothing(signal.sign())
                                    : new Measured(
                                            signal.sign(),
                                            BigDecimal.valueOf(sample)
                                                    .divide(signal.gain(), 1, RoundingMode.HALF_UP)
                                                    .toPlainString(),
                                            null));
                }
            }
            rows.add(new Row(Duration.ofMillis(Math.round(i / perSecond * 1000)), measured));
        }
        return rows;
    }

    private static String[] words(List<String> lines, int line, int least) {
        String[] words = line < lines.size() ? lines.get(line).split(" +", -1) : new String[0];
        if (words.length < least) {
            throw new IllegalArgumentException(
                    "line " + (line + 1) + ": expected at least " + least + " words, got " + words.length);
        }
        return words;
    }
}
