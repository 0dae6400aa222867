package io.dripwatch.vitals;

/**
 * Where a device says it stands: HL7 PV1-3 point of care, room, bed. Each part may be empty, not all of them.
 *
 * @param unit PV1-3.1 point of care
 * @param room PV1-3.2
 * @param bed PV1-3.3
 */
public record Place(String unit, String room, String bed) {
    public Place {
        Words.check(unit + room + bed, "a place", 200);
    }

    /** "unit^room^bed", trailing empty parts left out; two places are the same where these are equal. */
    public String text() {
        if (!bed.isEmpty()) {
            return unit + "^" + room + "^" + bed;
        }
        return room.isEmpty() ? unit : unit + "^" + room;
    }

    /** The inverse of {@link #text()}. */
    public static Place parse(String text) {
        String[] parts = text.split("\\^", -1);
        return new Place(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }
}
