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

/** HL7 over MLLP: a control id begins with that of the connection and ends with nine digits of sequence number. */
final class MllpWire implements LoadWire {
    /** Width of a control id: the limit of MSH-10. */
    static final int CONTROL_ID = 20;

    private static final String ID = Stencil.id(CONTROL_ID);
    private static final int PREFIX = CONTROL_ID - SEQUENCE;

    private final Stencil[] stencils;
    private final byte[] controlId = new byte[CONTROL_ID];
    private final Digits digits = new Digits();
    private final AckScanner scanner;

    /**
     * For one connection.
     *
     * @param monitors whose messages it carries
     * @param name eleven letters and digits, of this connection alone
     */
    MllpWire(int[] monitors, AckMode acks, String name, Listener listener) {
        stencils = new Stencil[monitors.length];
        for (int i = 0; i < monitors.length; i++) {
            stencils[i] = stencil(monitors[i], acks);
        }
        byte[] prefix = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(prefix, 0, controlId, 0, PREFIX);
        scanner = new AckScanner(prefix, listener);
    }

    @Override
    public int longestBytes() {
        return LoadWire.longest(stencils);
    }

    @Override
    public void begin(ByteBuffer out) {
        // HL7 has no greeting.
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void write(ByteBuffer out, LoadMessage message, boolean again) {
        Digits.put(controlId, PREFIX, SEQUENCE, message.sequence());
        stencils[message.place()].write(out, controlId, digits.time(message.measuredAtMillis()), message.number());
    }

    @Override
    public int take(byte[] bytes, int limit, ByteBuffer out) {
        return scanner.take(bytes, limit);
    }

    /** What the monitor of this number calls itself. */
    static DeviceName device(int monitor) {
        return new DeviceName("DRIPSIM_LOAD", "02D51C%010X".formatted(monitor));
    }

    /** The frame of this monitor. */
    static Stencil stencil(int monitor, AckMode acks) {
        String text = text(monitor, new Header(device(monitor), acks, ZoneOffset.UTC));
        return new Stencil(new String(Frames.framed(text), StandardCharsets.US_ASCII));
    }

    /** The message with marks where digits go; the clock of every monitor is set to UTC. */
    private static String text(int monitor, Header header) {
        String time = Stencil.time(Digits.TIME) + "+0000";
        String msh = header.msh(Transaction.OBSERVATIONS, ID, Instant.EPOCH).replace(header.time(Instant.EPOCH), time);
        StringBuilder text = new StringBuilder(msh)
                .append(new PatientIdentity("SYN-" + monitor, "Synthetic", "Load " + monitor).pid())
                .append(new Segment("PV1")
                        .with(2, "O")
                        .with(3, "LOAD^^" + monitor)
                        .text())
                .append(new Segment("OBR")
                        .with(1, "1")
                        .with(3, ID + "^" + header.sender().hd())
                        .with(4, "182777000^monitoring of patient^SCT")
                        .with(7, time)
                        .text())
                .append(obx(1, "", "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC", "1.0.0.0")
                        .with(11, "X")
                        .with(18, "^^" + header.sender().eui64() + "^EUI-64")
                        .text());
        int number = 1;
        for (VitalRow row : VitalRow.values()) {
            text.append(obx(number + 1, "NM", row.identifier(), "1.1.1." + number)
                    .with(5, Stencil.value(row))
                    .with(6, row.unit())
                    .with(11, "R")
                    .text());
            number++;
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
}
