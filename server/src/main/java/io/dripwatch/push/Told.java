package io.dripwatch.push;

/** Something new in the chart, in words that need no chart to be understood. */
public sealed interface Told permits Measurement, AlarmNews {

    /** What can be told. */
    enum Kind {
        MEASUREMENT,
        ALARM
    }

    Kind kind();

    Whom whom();

    /** By what it is found in the chart: "Observation/7.spo2.0.1772366400250". */
    String name();
}
