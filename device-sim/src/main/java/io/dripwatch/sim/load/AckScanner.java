package io.dripwatch.sim.load;

import java.nio.charset.StandardCharsets;

/** Finds acknowledgements in the bytes that come back, without making strings of them. */
final class AckScanner {
    private static final byte[] MSA = "\rMSA|".getBytes(StandardCharsets.US_ASCII);
    private static final byte START = 0x0B;
    private static final byte END = 0x1C;

    private final byte[] prefix;
    private final LoadWire.Listener listener;

    /**
     * A scanner for one connection.
     *
     * @param prefix what all its control ids begin with; nine digits follow
     */
    AckScanner(byte[] prefix, LoadWire.Listener listener) {
        this.prefix = prefix.clone();
        this.listener = listener;
    }

    /** Tells the listener of every whole acknowledgement; answers how many bytes those take. */
    int take(byte[] bytes, int limit) {
        int from = 0;
        for (int at = 0; at < limit; at++) {
            if (bytes[at] == START) {
                from = at;
            } else if (bytes[at] == END) {
                frame(bytes, from, at);
                from = at + 1;
            }
        }
        return from;
    }

    private void frame(byte[] bytes, int from, int to) {
        int code = find(bytes, from, to);
        int id = code + 3;
        if (code < 0 || id + prefix.length + LoadWire.SEQUENCE > to) {
            return;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[id + i] != prefix[i]) {
                return;
            }
        }
        long sequence = 0;
        for (int i = 0; i < LoadWire.SEQUENCE; i++) {
            sequence = sequence * 10 + (bytes[id + prefix.length + i] - '0');
        }
        listener.answered(sequence, bytes[code + 1] == 'A');
    }

    /** Where MSA-1 begins; negative where there is no MSA segment. */
    private static int find(byte[] bytes, int from, int to) {
        for (int at = from; at + MSA.length < to; at++) {
            int same = 0;
            while (same < MSA.length && bytes[at + same] == MSA[same]) {
                same++;
            }
            if (same == MSA.length) {
                return at + MSA.length;
            }
        }
        return -1;
    }
}
