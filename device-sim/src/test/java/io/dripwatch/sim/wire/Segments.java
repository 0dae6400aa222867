package io.dripwatch.sim.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads a message by segment and field number, for tests only. */
public final class Segments {
    private Segments() {}

    /** All segments of this name; index 1 is the first field (for MSH, index 1 is MSH-1). */
    public static List<List<String>> of(String message, String name) {
        List<List<String>> found = new ArrayList<>();
        for (String line : message.split("\r", -1)) {
            List<String> fields = new ArrayList<>(List.of(line.split("\\|", -1)));
            if (fields.get(0).equals("MSH")) {
                fields.add(1, "|");
            }
            if (fields.get(0).equals(name)) {
                found.add(fields);
            }
        }
        return found;
    }

    /** A field of the first segment of this name; empty where there is none. */
    public static String field(String message, String name, int number) {
        List<String> first = of(message, name).get(0);
        return number < first.size() ? first.get(number) : "";
    }

    /** A field of each OBX whose OBX-3 holds this REFID. */
    public static List<String> obx(String message, String refId, int number) {
        return of(message, "OBX").stream()
                .filter(obx -> List.of(obx.get(3).split("\\^")).contains(refId))
                .map(obx -> number < obx.size() ? obx.get(number) : "")
                .toList();
    }
}
