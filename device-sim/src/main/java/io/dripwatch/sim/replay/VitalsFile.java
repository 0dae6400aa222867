package io.dripwatch.sim.replay;

import io.dripwatch.sim.monitor.Measured;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads recordings: whatever their format, they become rows of what was measured when. */
final class VitalsFile {
    private VitalsFile() {}

    /**
     * One row.
     *
     * @param at since the recording began
     * @param measured one entry a value
     */
    record Row(Duration at, List<Measured> measured) {}

    /**
     * A recording.
     *
     * @param rows in the order of time
     * @param leftOut what the file holds and no monitor of ours can tell, in words; each once
     */
    record Recording(List<Row> rows, List<String> leftOut) {
        Recording {
            rows = List.copyOf(rows);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Reads a file by what it is.
     *
     * @throws IllegalArgumentException where it is none of the known ones, or is broken; names the line
     */
    static Recording read(Path file) throws IOException {
        if (String.valueOf(file.getFileName()).endsWith(".hea")) {
            return WfdbNumerics.read(file);
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String header = lines.isEmpty() ? "" : lines.get(0).strip();
        if (header.equals(LongTable.PHYSIONET_HEADER)) {
            return LongTable.physionet(lines);
        }
        if (header.startsWith("subject_id,")) {
            return LongTable.mimic(lines);
        }
        return WideTable.read(lines);
    }

    static BigDecimal number(String cell) {
        try {
            return new BigDecimal(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, got " + cell, e);
        }
    }
}
