package io.dripwatch.push.hl7;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One segment in the making: fields by the numbers of the standard, trailing empty ones left out. */
final class Segment {
    private final String name;
    private final List<String> fields = new ArrayList<>();

    Segment(String name) {
        this.name = name;
    }

    /**
     * Sets a field.
     *
     * @param number from 1 on; for MSH from 3 on
     * @param field as it stands on the wire, escaped already
     */
    Segment with(int number, String field) {
        if (number > fields.size()) {
            fields.addAll(Collections.nCopies(number - fields.size(), ""));
        }
        fields.set(number - 1, field);
        return this;
    }

    /** Without the carriage return that ends it. */
    String text() {
        if (!name.equals("MSH")) {
            return name + "|" + String.join("|", fields);
        }
        return "MSH|^~\\&|" + String.join("|", fields.subList(2, fields.size()));
    }
}
