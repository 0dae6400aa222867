package io.dripwatch.app.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.dripwatch.trend.Series;
import io.dripwatch.trend.StoredPatient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Reading;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of an export, each written as it is read. One thread. */
final class ExportRows implements AutoCloseable {
    private static final List<String> OF_A_SERIES =
            List.of("patient", "session", "device", "metric", "unit", "site", "at");
    private static final List<String> OF_A_READING = List.of("value", "standing", "received", "clockOffsetMs");
    private static final List<String> OF_A_MINUTE = List.of("min", "max", "median", "last", "count", "secondsValid");

    /** What a row is. */
    enum What {
        readings,
        minutes
    }

    /** How it is written. */
    enum Format {
        csv,
        ndjson
    }

    private final Archive archive;
    private final Format format;
    private final What what;
    private final Writer text;
    private final JsonGenerator json;
    private final List<String> names;
    private final DeviceClocks clocks;
    private long rows;

    ExportRows(Archive archive, Format format, What what, OutputStream file) throws IOException {
        this.archive = archive;
        this.clocks = archive.clocks();
        this.format = format;
        this.what = what;
        this.text = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
        this.json = new JsonFactory().createGenerator(text).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        this.names = what == What.readings ? OF_A_READING : OF_A_MINUTE;
        if (format == Format.csv) {
            text.write(String.join(",", OF_A_SERIES) + "," + String.join(",", names) + "\r\n");
        }
    }

    long rows() {
        return rows;
    }

    /**
     * Writes what one series holds from one moment to another, exclusive.
     *
     * @throws UncheckedIOException where the file cannot be written
     */
    void write(Series series, long fromMs, long toMs) {
        StoredPatient patient = archive.history().patient(series.patient());
        String whose = patient == null ? null : text(patient.patient().id());
        switch (what) {
            case readings ->
                archive.history()
                        .points(
                                series.key(),
                                fromMs,
                                toMs,
                                false,
                                Integer.MAX_VALUE,
                                (at, value, standing, received) -> row(
                                        series,
                                        whose,
                                        at,
                                        value,
                                        word(standing),
                                        Instant.ofEpochMilli(received),
                                        clocks.offset(series.device(), received)));
            case minutes ->
                archive.minutes()
                        .minutes(
                                List.of(series.key()),
                                fromMs,
                                toMs,
                                minute -> row(
                                        series,
                                        whose,
                                        minute.atMs(),
                                        minute.min(),
                                        minute.max(),
                                        minute.median(),
                                        minute.last(),
                                        minute.count(),
                                        minute.secondsValid()));
        }
    }

    private void row(Series series, @Nullable String patient, long atMs, @Nullable Object... values) {
        Object[] first = {
            patient,
            series.session(),
            series.device().value(),
            series.metric().id(),
            series.metric().unit().ucum(),
            series.site(),
            Instant.ofEpochMilli(atMs)
        };
        try {
            switch (format) {
                case csv -> {
                    csv(first, 0);
                    csv(values, first.length);
                    text.write("\r\n");
                }
                case ndjson -> {
                    json.writeStartObject();
                    json(OF_A_SERIES, first);
                    json(names, values);
                    json.writeEndObject();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows++;
    }

    private void csv(@Nullable Object[] values, int column) throws IOException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            String word = value == null ? "" : value.toString();
            text.write(column + i == 0 ? "" : ",");
            text.write(word.matches("[^\",\r\n]*") ? word : "\"" + word.replace("\"", "\"\"") + "\"");
        }
    }

    private void json(List<String> keys, @Nullable Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Double number) {
                json.writeNumberField(keys.get(i), number);
            } else if (value instanceof Integer number) {
                json.writeNumberField(keys.get(i), number);
            } else if (value instanceof Long number) {
                json.writeNumberField(keys.get(i), number);
            } else if (value != null) {
                json.writeStringField(keys.get(i), value.toString());
            }
        }
    }

    private static String text(PatientId id) {
        return id.authority().isEmpty() ? id.value() : id.authority() + "/" + id.value();
    }

    private static String word(Reading.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        json.close();
        text.close();
    }
}
