package io.dripwatch.sim.load;

import java.nio.ByteBuffer;

/** Messages in the JSON of {@code /api/v1/readings}, as the monitors of one connection send them. */
final class JsonReport {
    private static final int MILLIS = 13;

    /** A number may not begin with a zero. */
    private static final long FIRST_SEQ = 1_000_000_000;

    private final Stencil[] stencils;
    private final byte[] seq = new byte[LoadWire.SEQUENCE + 1];
    private final byte[] time = new byte[MILLIS];

    JsonReport(int[] monitors) {
        stencils = new Stencil[monitors.length];
        for (int i = 0; i < monitors.length; i++) {
            stencils[i] = new Stencil(text(monitors[i]));
        }
    }

    int longestBytes() {
        return LoadWire.longest(stencils);
    }

    int length(LoadMessage message) {
        return stencils[message.place()].length();
    }

    /** Appends the text of a message, as long as {@link #length} says. */
    void write(ByteBuffer out, LoadMessage message) {
        Digits.put(seq, 0, seq.length, FIRST_SEQ + message.sequence());
        Digits.put(time, 0, MILLIS, message.measuredAtMillis());
        stencils[message.place()].write(out, seq, time, message.number());
    }

    /** The sequence number that this {@code seq} is of; negative where it is of none. */
    static long sequence(String text) {
        return text.matches("1[0-9]{9}") ? Long.parseLong(text) - FIRST_SEQ : -1;
    }

    private static String text(int monitor) {
        StringBuilder text = new StringBuilder("{\"seq\":")
                .append(Stencil.id(LoadWire.SEQUENCE + 1))
                .append(",\"device\":\"")
                .append(MllpWire.device(monitor).eui64())
                .append("\",\"place\":\"LOAD^^")
                .append(monitor)
                .append("\",\"sentAt\":")
                .append(Stencil.time(MILLIS))
                .append(",\"patient\":{\"authority\":\"DRIPSIM\",\"id\":\"SYN-")
                .append(monitor)
                .append("\",\"family\":\"Synthetic\",\"given\":\"Load ")
                .append(monitor)
                .append("\"},\"readings\":[");
        String comma = "";
        for (VitalRow row : VitalRow.values()) {
            text.append(comma)
                    .append("{\"metric\":\"")
                    .append(row.referenceId())
                    .append("\",\"value\":")
                    .append(Stencil.value(row))
                    .append('}');
            comma = ",";
        }
        return text.append("]}").toString();
    }
}
