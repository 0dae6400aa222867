package io.dripwatch.device.hl7;

/** Finds out for the sender's technician why a report seems to have no rows: most often its lines do not end. */
final class WrongEnds {
    private WrongEnds() {}

    static String explain(Message message) {
        String expected = "expected an OBR or OBX segment, got none";
        Slice whole = message.whole();
        if (whole.find("\\rPID|") >= 0 || whole.find("\\rOBR|") >= 0 || whole.find("\\rOBX|") >= 0) {
            return expected + "; segments seem to be divided by the two characters \\r instead of a carriage return";
        }
        for (int i = 0; i < message.segments(); i++) {
            Slice segment = message.segment(i);
            Slice body = new Slice(segment.bytes(), Math.min(segment.start() + 3, segment.end()), segment.end());
            if (body.find("PID|") >= 0 || body.find("OBR|") >= 0 || body.find("OBX|") >= 0) {
                return expected + "; segments seem to be glued together without a carriage return between them";
            }
        }
        return expected;
    }
}
