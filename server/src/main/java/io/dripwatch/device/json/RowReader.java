package io.dripwatch.device.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Numbers;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One entry of {@code readings}, token by token. */
final class RowReader {

    /**
     * A reading whose time may still have to be told by its message.
     *
     * @param at null where the row names no time
     */
    record Row(Metric metric, double value, @Nullable Instant at) {}

    private @Nullable String metric;
    private @Nullable String unit;
    private double value;
    private boolean valued;
    private @Nullable Instant at;

    private RowReader() {}

    /**
     * Reads a row, always to its end.
     *
     * @param in at the first token of the row; afterwards at its last
     * @throws Unreadable where it is no reading
     * @throws IOException where the message is no JSON
     */
    static Row read(JsonParser in, String where) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            throw new Unreadable(RefusalReason.UNREADABLE, where, "expected a reading with metric and value");
        }
        RowReader row = new RowReader();
        Unreadable first = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            try {
                row.take(key, in, where);
            } catch (Unreadable problem) {
                in.skipChildren();
                first = first == null ? problem : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return row.row(where);
    }

    private void take(String key, JsonParser in, String where) throws IOException {
        switch (key) {
            case "metric" -> metric = Tokens.word(in, where, key);
            case "value" -> {
                if (!in.currentToken().isNumeric()) {
                    throw new Unreadable(RefusalReason.NOT_NUMERIC, where + ".value", "expected a number");
                }
                value = in.getDoubleValue();
                valued = true;
            }
            case "unit" -> unit = in.currentToken() == JsonToken.VALUE_NULL ? null : Tokens.word(in, where, key);
            case "at" -> at = Tokens.momentOrNull(in, where, key);
            default -> throw Tokens.unknown(where, key, "metric, value, unit and at");
        }
    }

    private Row row(String where) {
        if (metric == null) {
            throw new Unreadable(RefusalReason.MISSING_PART, where + ".metric", "expected text");
        }
        Metric known = MetricWords.metric(metric);
        if (known == null) {
            throw new Unreadable(
                    RefusalReason.UNKNOWN_CODE,
                    where + ".metric",
                    "expected a metric such as spo2 or its MDC reference id");
        }
        if (!valued) {
            throw new Unreadable(RefusalReason.NOT_NUMERIC, where + ".value", "expected a number");
        }
        if (unit != null
                && !unit.equals(known.unit().ucum())
                && !unit.equals(known.unit().label())) {
            throw new Unreadable(
                    RefusalReason.UNKNOWN_UNIT,
                    where + ".unit",
                    "expected " + known.unit().ucum() + " for " + known.id() + ", got another unit");
        }
        if (!known.plausible(value)) {
            throw implausible(known, value, where + ".value");
        }
        return new Row(known, value, at);
    }

    static Unreadable implausible(Metric metric, double value, String where) {
        return new Unreadable(
                RefusalReason.IMPLAUSIBLE,
                where,
                "expected " + metric.id() + " within " + metric.plausibleRange() + ", got " + Numbers.plain(value));
    }
}
