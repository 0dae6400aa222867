package io.dripwatch.sim.replay;

import io.dripwatch.sim.monitor.MonitorDialect;
import io.dripwatch.sim.monitor.MonitorModel;
import io.dripwatch.sim.wire.Answer;
import io.dripwatch.sim.wire.Bedside;
import io.dripwatch.sim.wire.ControlIds;
import io.dripwatch.sim.wire.Line;
import io.dripwatch.sim.wire.Message;
import io.dripwatch.sim.wire.MllpLine;
import io.dripwatch.sim.wire.Patience;
import io.dripwatch.sim.wire.PatientSender;
import io.dripwatch.sim.wire.Tally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends a recorded vitals file through a monitor, one message a row, each acknowledged before the next. */
public final class Replay {
    /** A speed: no waiting between a row's acknowledgement and the next row. */
    public static final double AS_FAST_AS_ACKED = Double.POSITIVE_INFINITY;

    private Replay() {}

    /**
     * What to send, and as what.
     *
     * @param file of BIDMC, PhysioNet 2012 or 2019, MIMIC-III, or a WFDB header of numerics
     * @param bedside the monitor, the patient and the chair
     * @param start when the recording is said to have begun: a row measured at second 7 carries this time and 7 seconds
     * @param speed how many seconds of the recording pass in one second; {@link #AS_FAST_AS_ACKED} for no waiting
     */
    public record Plan(Path file, Bedside bedside, Instant start, double speed) {
        public Plan {
            if (!(speed > 0)) {
                throw new IllegalArgumentException("expected a speed above 0, got " + speed);
            }
        }
    }

    /**
     * What became of it.
     *
     * @param rows in the file
     * @param messagesSent each once however often it was resent
     * @param readingsSent measured numbers in those
     * @param messagesAcknowledged positively
     * @param readingsAcknowledged measured numbers in those
     * @param messagesRefused negatively, after all resends
     * @param trouble the last failure of the connection, empty where there was none
     * @param leftOut what the file holds and was not sent, in words
     */
    public record Result(
            int rows,
            long messagesSent,
            long readingsSent,
            long messagesAcknowledged,
            long readingsAcknowledged,
            long messagesRefused,
            String trouble,
            List<String> leftOut) {

        /** Whether every row was acknowledged. */
        public boolean complete() {
            return messagesAcknowledged == rows;
        }
    }

    /**
     * Sends the file; blocks until the last row is answered or a row is not answered for as long as patience lasts.
     *
     * @throws IOException where the file cannot be read
     * @throws IllegalArgumentException where it is no recording
     * @throws InterruptedException where the thread is interrupted between rows
     */
    public static Result run(Plan plan, InetSocketAddress server, Patience patience)
            throws IOException, InterruptedException {
        return run(plan, new MllpLine(server), MonitorModel.IHE, patience);
    }

    /** The same on any line, by any family of monitors. */
    public static Result run(Plan plan, Line line, MonitorModel model, Patience patience)
            throws IOException, InterruptedException {
        VitalsFile.Recording recording = VitalsFile.read(plan.file());
        List<VitalsFile.Row> rows = recording.rows();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(plan.file() + " holds no vital sign");
        }
        MonitorDialect encoder = model.at(plan.bedside());
        ControlIds ids = new ControlIds(Instant.now());
        Tally tally = new Tally();
        long begun = System.nanoTime();
        long readingsSent = 0;
        try (PatientSender sender = new PatientSender(line, patience, tally)) {
            for (VitalsFile.Row row : rows) {
                waitUntil(begun, row.at(), plan.speed());
                Message message =
                        encoder.encode(ids.next(), plan.start().plus(row.at()), Instant.now(), row.measured());
                readingsSent += message.readings();
                if (sender.deliver(message) == Answer.UNANSWERED) {
                    break;
                }
            }
        }
        Tally.Counts counts = tally.counts();
        return new Result(
                rows.size(),
                counts.sent(),
                readingsSent,
                counts.accepted(),
                counts.readingsAccepted(),
                counts.refused(),
                counts.lastTrouble(),
                recording.leftOut());
    }

    private static void waitUntil(long begun, Duration at, double speed) throws InterruptedException {
        long due = begun + (long) (at.toNanos() / speed);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
}
