package io.dripwatch.device.hl7;

import io.vertx.core.buffer.Buffer;

/**
 * Finds MLLP frames (0x0B, message, 0x1C 0x0D) in what a connection delivers, however it is cut. Every byte is copied
 * once, from the connection's buffer into this one, and looked at once; a frame is then handed out as a stretch of it.
 *
 * <p>Forgiving where nothing is lost by it: the final 0x0D may be missing, and line ends between frames do not matter.
 */
final class FrameScanner {
    static final byte BEGIN = 0x0B;
    static final byte END = 0x1C;
    private static final int SMALL = 4 * 1024;
    private static final int RESTING = 16 * 1024;
    private static final int LARGE = 64 * 1024;

    /** What {@link #next()} came upon. */
    enum Found {
        /** Nothing more until more bytes are appended. */
        NOTHING,
        /** A whole frame: its content is from {@link #start()} to {@link #end()}. */
        FRAME,
        /** Bytes outside any frame; reported once, however many follow. */
        GARBAGE,
        /** A frame that never ended, because another one began. */
        HALF_FRAME,
        /** A frame beyond the limit; its beginning is from {@link #start()} to {@link #end()}, the rest is skipped. */
        TOO_LARGE
    }

    private final int largestFrame;
    private byte[] bytes = new byte[SMALL];
    private int filled;
    private int at;
    private int frameStart = -1;
    private boolean skipping;
    private boolean inGarbage;
    private int start;
    private int end;

    FrameScanner(int largestFrame) {
        this.largestFrame = largestFrame;
    }

    /** Takes in what arrived. What was handed out before is no longer valid. */
    void append(Buffer chunk) {
        int keep = frameStart >= 0 ? frameStart : at;
        int kept = filled - keep;
        int needed = kept + chunk.length();
        byte[] target = needed > bytes.length || (bytes.length > LARGE && needed <= SMALL)
                ? new byte[Math.max(SMALL, needed + needed / 2)]
                : bytes;
        System.arraycopy(bytes, keep, target, 0, kept);
        chunk.getBytes(0, chunk.length(), target, kept);
        bytes = target;
        filled = needed;
        at -= keep;
        frameStart = frameStart >= 0 ? 0 : -1;
    }

    /** Lets go of a large buffer in which nothing is left; what was handed out before stays valid. */
    void rest() {
        if (at == filled && frameStart < 0 && bytes.length > RESTING) {
            bytes = new byte[SMALL];
            at = 0;
            filled = 0;
        }
    }

    /** How many bytes it holds in memory. */
    int held() {
        return bytes.length;
    }

    /** Goes on to the next thing worth telling. */
    Found next() {
        while (at < filled) {
            Found found = frameStart >= 0 ? inside() : outside();
            if (found != Found.NOTHING) {
                return found;
            }
        }
        return Found.NOTHING;
    }

    private Found outside() {
        byte b = bytes[at++];
        if (b == BEGIN) {
            frameStart = at;
            inGarbage = false;
            skipping = false;
        } else if (skipping) {
            skipping = b != END;
        } else if (!inGarbage && b != '\r' && b != '\n' && b != ' ') {
            inGarbage = true;
            return Found.GARBAGE;
        }
        return Found.NOTHING;
    }

    private Found inside() {
        int stop = Math.min(filled, frameStart + largestFrame + 1);
        while (at < stop && bytes[at] != END && bytes[at] != BEGIN) {
            at++;
        }
        start = frameStart;
        end = at;
        if (at - frameStart > largestFrame) {
            end = frameStart + largestFrame;
            frameStart = -1;
            skipping = true;
            return Found.TOO_LARGE;
        }
        if (at == filled) {
            return Found.NOTHING;
        }
        boolean restart = bytes[at++] == BEGIN;
        frameStart = restart ? at : -1;
        return restart ? Found.HALF_FRAME : Found.FRAME;
    }

    /** Whether a frame has begun and not ended: what is lost when the connection closes now. */
    boolean isInsideFrame() {
        return frameStart >= 0;
    }

    /** Whether the last bytes were outside any frame, and meant nothing. */
    boolean isInGarbage() {
        return inGarbage;
    }

    /** Whether something has begun that a whole frame must follow. */
    boolean isUnfinished() {
        return frameStart >= 0 || inGarbage || skipping;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }
}
