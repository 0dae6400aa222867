package io.dripwatch.device.hl7;

/**
 * Finds the messages in one frame. Usually it is one; some gateways send several back to back, with or without the
 * batch segments (FHS, BHS, BTS, FTS), which are skipped: every message in them is handled and acknowledged by itself.
 */
final class MessageSplitter {
    private final byte[] bytes;
    private final int frameEnd;
    private int at;
    private int start;
    private boolean foundMessage;
    private boolean foundWrapper;
    private int junkAt = -1;

    MessageSplitter(byte[] bytes, int frameStart, int frameEnd) {
        this.bytes = bytes;
        this.frameEnd = frameEnd;
        this.at = firstWord(frameStart);
    }

    /** Past a byte order mark and blank lines. */
    private int firstWord(int from) {
        int word = from;
        if (frameEnd - word >= 3 && bytes[word] == (byte) 0xEF && bytes[word + 1] == (byte) 0xBB) {
            word += 3;
        }
        while (word < frameEnd && (isLineEnd(word) || bytes[word] == ' ')) {
            word++;
        }
        return word;
    }

    /** Goes on to the next message, or to the whole frame where it holds no message at all; false at the end. */
    boolean next() {
        while (at < frameEnd) {
            if (isMessage(at)) {
                foundMessage = true;
                start = at;
                at = endOfMessage();
                return true;
            }
            if (isWrapper(at)) {
                foundWrapper = true;
            } else if (junkAt < 0) {
                junkAt = at;
            }
            at = nextLine(at);
        }
        return onlyJunk();
    }

    private boolean onlyJunk() {
        if (foundMessage || foundWrapper || junkAt < 0) {
            return false;
        }
        start = junkAt;
        junkAt = -1;
        return true;
    }

    private int endOfMessage() {
        int line = nextLine(at);
        while (line < frameEnd && !isMessage(line) && !isWrapper(line)) {
            line = nextLine(line);
        }
        return line;
    }

    private boolean isMessage(int line) {
        return startsWith(line, 'M', 'S', 'H');
    }

    private boolean isWrapper(int line) {
        return startsWith(line, 'B', 'H', 'S')
                || startsWith(line, 'B', 'T', 'S')
                || startsWith(line, 'F', 'H', 'S')
                || startsWith(line, 'F', 'T', 'S');
    }

    private boolean startsWith(int line, char first, char second, char third) {
        return frameEnd - line >= 3 && bytes[line] == first && bytes[line + 1] == second && bytes[line + 2] == third;
    }

    private int nextLine(int from) {
        int line = from;
        while (line < frameEnd && !isLineEnd(line)) {
            line++;
        }
        while (line < frameEnd && isLineEnd(line)) {
            line++;
        }
        return line;
    }

    private boolean isLineEnd(int position) {
        return bytes[position] == '\r' || bytes[position] == '\n';
    }

    int start() {
        return start;
    }

    int end() {
        return at;
    }
}
