package io.dripwatch.trend.influx;

/**
 * The task of an InfluxDB 2.x that makes minutes, once a minute anew for the last half hour: what comes late is in
 * them. They have the fields of the continuous query of 1.x.
 *
 * @param raw the bucket of readings
 * @param minutes the bucket of minutes
 */
record MinutesTask(String raw, String minutes) {
    private static final String FLUX = """
            import "date"

            option task = {name: %s, every: 1m}

            points =
                from(bucket: %s)
                    |> range(start: date.truncate(t: -30m, unit: 1m), stop: date.truncate(t: now(), unit: 1m))
                    |> filter(fn: (r) => r._measurement == "vital" or r._measurement == "pump")
                    |> filter(fn: (r) => r._field == "value" or r._field == "standing")
                    |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")
                    |> filter(fn: (r) => r.standing != "entered_in_error")
                    |> drop(columns: ["standing"])
                    |> rename(columns: {value: "_value"})

            middle = (tables=<-, column) => tables |> median(column: column, method: "exact_mean")

            keep = (tables=<-, name, fn) =>
                tables
                    |> aggregateWindow(every: 1m, fn: fn, createEmpty: false, timeSrc: "_start")
                    |> set(key: "_field", value: name)
                    |> to(bucket: %s)

            points |> keep(name: "min", fn: min)
            points |> keep(name: "max", fn: max)
            points |> keep(name: "median", fn: middle)
            points |> keep(name: "last", fn: last)
            points |> keep(name: "count", fn: count)
            """;

    /** By which it is found again. */
    String name() {
        return "dripwatch " + minutes;
    }

    /** What it does. */
    String flux() {
        return FLUX.formatted(word(name()), word(raw), word(minutes));
    }

    private static String word(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "\\${") + '"';
    }
}
