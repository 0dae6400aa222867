package io.dripwatch.sim.load;

import io.dripwatch.sim.wire.AckMode;
import io.dripwatch.sim.wire.DeviceName;
import io.dripwatch.sim.wire.Frames;
import io.dripwatch.sim.wire.Header;
import io.dripwatch.sim.wire.Header.Transaction;
import io.dripwatch.sim.wire.PatientIdentity;
import io.dripwatch.sim.wire.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The frame of one monitor's message, written once; for each message only the digits that differ are patched. The
 * values follow from the message's number, so that a resend is the same to the last byte.
 */
final class FrameTemplate {
    /** Measured numbers in each message. */
    static final int READINGS = 8;

    /** Width of a control id: the limit of MSH-10. */
    static final int CONTROL_ID = 20;

    private static final String ID_MARK = "#".repeat(CONTROL_ID);
    private static final String TIME_MARK = "%".repeat(Digits.TIME);

    /**
     * OBX-3, OBX-6, the lowest value to send and how many further ones; all of two digits but the pressures of three.
     */
    private enum Row {
        HEART_RATE("147842^MDC_ECG_HEART_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 60, 40),
        RESP_RATE("151562^MDC_RESP_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC", 12, 8),
        SPO2("150456^MDC_PULS_OXIM_SAT_O2^MDC", "262688^MDC_DIM_PERCENT^MDC", 95, 5),
        PULSE_RATE("149530^MDC_PULS_OXIM_PULS_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", 60, 40),
        ABP_SYS("150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC", "266016^MDC_DIM_MMHG^MDC", 110, 30),
        ABP_DIA("150038^MDC_PRESS_BLD_ART_ABP_DIA^MDC", "266016^MDC_DIM_MMHG^MDC", 65, 20),
        ETCO2("151708^MDC_CONC_AWAY_CO2_ET^MDC", "266016^MDC_DIM_MMHG^MDC", 35, 8),
        TEMPERATURE("150344^MDC_TEMP^MDC", "268192^MDC_DIM_DEGC^MDC", 36, 2);

        private final String identifier;
        private final String unit;
        private final int lowest;
        private final int spread;

        Row(String identifier, String unit, int lowest, int spread) {
            this.identifier = identifier;
            this.unit = unit;
            this.lowest = lowest;
            this.spread = spread;
        }
    }

    private static final Row[] ROWS = Row.values();

    private final byte[] frame;
    private final int[] idAt;
    private final int[] timeAt;
    private final int[] valueAt = new int[READINGS];
    private final byte[] digits = new byte[3];

    FrameTemplate(int monitor, AckMode acks) {
        String text = text(monitor, new Header(device(monitor), acks, ZoneOffset.UTC));
        frame = Frames.framed(text);
        idAt = placesOf(ID_MARK);
        timeAt = placesOf(TIME_MARK);
        for (int i = 0; i < READINGS; i++) {
            String before = "|" + ROWS[i].identifier + "|1.1.1." + (i + 1) + "|";
            valueAt[i] = text.indexOf(before) + before.length() + 1;
        }
    }

    /** What the monitor of this number calls itself. */
    static DeviceName device(int monitor) {
        return new DeviceName("DRIPSIM_LOAD", "02D51C%010X".formatted(monitor));
    }

    int length() {
        return frame.length;
    }

    /**
     * Appends one message.
     *
     * @param controlId of {@link #CONTROL_ID} bytes
     * @param time of {@link Digits#TIME} bytes
     * @param number of the message within its monitor
     */
    void write(ByteBuffer out, byte[] controlId, byte[] time, long number) {
        int begin = out.position();
        out.put(frame);
        for (int at : idAt) {
            out.put(begin + at, controlId);
        }
        for (int at : timeAt) {
            out.put(begin + at, time);
        }
        for (int i = 0; i < READINGS; i++) {
            int width = ROWS[i].lowest < 100 ? 2 : 3;
            Digits.put(digits, 0, width, ROWS[i].lowest + number % ROWS[i].spread);
            out.put(begin + valueAt[i], digits, 0, width);
        }
    }

    /** The message with marks where digits go; the clock of every monitor is set to UTC. */
    private static String text(int monitor, Header header) {
        String time = TIME_MARK + "+0000";
        String msh =
                header.msh(Transaction.OBSERVATIONS, ID_MARK, Instant.EPOCH).replace(header.time(Instant.EPOCH), time);
        StringBuilder text = new StringBuilder(msh)
                .append(new PatientIdentity("SYN-" + monitor, "Synthetic", "Load " + monitor).pid())
                .append(new Segment("PV1")
                        .with(2, "O")
                        .with(3, "LOAD^^" + monitor)
                        .text())
                .append(new Segment("OBR")
                        .with(1, "1")
                        .with(3, ID_MARK + "^" + header.sender().hd())
                        .with(4, "182777000^monitoring of patient^SCT")
                        .with(7, time)
                        .text())
                .append(obx(1, "", "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC", "1.0.0.0")
                        .with(11, "X")
                        .with(18, "^^" + header.sender().eui64() + "^EUI-64")
                        .text());
        for (int i = 0; i < READINGS; i++) {
            text.append(obx(i + 2, "NM", ROWS[i].identifier, "1.1.1." + (i + 1))
                    .with(5, Integer.toString(ROWS[i].lowest))
                    .with(6, ROWS[i].unit)
                    .with(11, "R")
                    .text());
        }
        return text.toString();
    }

    private static Segment obx(int number, String type, String identifier, String path) {
        return new Segment("OBX")
                .with(1, Integer.toString(number))
                .with(2, type)
                .with(3, identifier)
                .with(4, path);
    }

    /** Where a mark begins in the frame; it is ASCII throughout, so that characters and bytes agree. */
    private int[] placesOf(String mark) {
        String text = new String(frame, StandardCharsets.US_ASCII);
        int first = text.indexOf(mark);
        return new int[] {first, text.indexOf(mark, first + 1)};
    }
}
