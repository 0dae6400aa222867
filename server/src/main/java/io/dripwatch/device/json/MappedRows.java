package io.dripwatch.device.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.device.ucum.UcumUnits;
import io.dripwatch.vitals.Absence;
import io.dripwatch.vitals.Conversion;
import io.dripwatch.vitals.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one report, taken as its template says: readings, absences, and what had to be left out. */
final class MappedRows {
    private static final int MOST = 10_000;

    private final Template template;
    private final String report;
    private final List<RowReader.Row> readings = new ArrayList<>();
    private final List<RowReader.Row> absences = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int seen;

    /** @param report where the report stands in the message */
    MappedRows(Template template, String report) {
        this.template = template;
        this.report = report;
    }

    /** How numbers of a unit become ours; null where nobody knows it. */
    static @Nullable Conversion conversion(String unit, Template.Words words) {
        Conversion own = words.units().get(unit);
        return own == null ? UcumUnits.of(unit) : own;
    }

    /** Takes all values of a row of the template. */
    void take(Template.Row row, Term.Scope scope) {
        if (row.each() == null) {
            JsonNode value = row.value().find(scope);
            if (value != null) {
                take(row, scope, report + row.value());
            }
            return;
        }
        int i = 0;
        for (JsonNode part : row.each().all(scope.message(), scope.part())) {
            take(row, scope.of(part), report + row.each() + " " + i++);
        }
    }

    private void take(Template.Row row, Term.Scope scope, String where) {
        seen++;
        if (seen > MOST) {
            throw new Unreadable(RefusalReason.TOO_LARGE, report, "expected at most " + MOST + " values, got more");
        }
        try {
            value(row, scope, where);
        } catch (Unreadable problem) {
            refusals.add(problem.refusal());
        }
    }

    private void value(Template.Row row, Term.Scope scope, String where) {
        Template.Code code = code(row, scope, where);
        Metric metric = code.metric();
        if (metric == null) {
            throw new Unreadable(RefusalReason.NOT_A_READING, where, "known and not kept");
        }
        Instant at = row.at() == null ? null : Found.momentOrNull(row.at().find(scope), template.when(), where);
        JsonNode value = row.value().find(scope);
        if (value == null || Found.isNothing(value)) {
            absences.add(new RowReader.Row(metric, 0, at));
            throw new Unreadable(RefusalReason.NO_VALUE, where, "expected a number for " + metric.id());
        }
        Double number = Found.number(value);
        if (number == null) {
            throw new Unreadable(RefusalReason.NOT_NUMERIC, where, "expected a number for " + metric.id());
        }
        if (template.words().sentinels().contains(number)) {
            absences.add(new RowReader.Row(metric, 0, at));
            throw new Unreadable(RefusalReason.SENTINEL, where, "the number that means no " + metric.id());
        }
        double converted = unit(row, code, metric, scope, where).apply(number);
        if (!metric.plausible(converted)) {
            throw RowReader.implausible(metric, converted, where);
        }
        readings.add(new RowReader.Row(metric, converted, at));
    }

    private Template.Code code(Template.Row row, Term.Scope scope, String where) {
        String word = Found.textOrNull(row.metric().find(scope), where);
        if (word == null) {
            throw new Unreadable(RefusalReason.MISSING_PART, where, "expected the name of a metric at " + row.metric());
        }
        Template.Code code = template.words().code(word);
        if (code == null) {
            throw new Unreadable(
                    RefusalReason.UNKNOWN_CODE,
                    where,
                    "expected a metric or one of the template's codes, got " + Found.shown(word));
        }
        return code;
    }

    private Conversion unit(Template.Row row, Template.Code code, Metric metric, Term.Scope scope, String where) {
        String told = row.unit() == null ? null : Found.textOrNull(row.unit().find(scope), where);
        Conversion conversion = told == null ? code.unit() : conversion(told, template.words());
        if (conversion == null || conversion.to() != metric.unit()) {
            throw new Unreadable(
                    RefusalReason.UNKNOWN_UNIT,
                    where,
                    "expected a unit of " + metric.id() + ", got " + (told == null ? "none" : Found.shown(told)));
        }
        return conversion;
    }

    /** How many values were there, good or bad. */
    int seen() {
        return seen;
    }

    /** The readings; those that name no time have none yet. */
    List<RowReader.Row> readings() {
        return readings;
    }

    /** What the device says it cannot measure, measured or not at {@code otherwise} where it names no time. */
    List<Absence> absences(Instant otherwise) {
        return absences.stream()
                .map(row ->
                        new Absence(row.metric(), row.at() == null ? otherwise : row.at(), Absence.Reason.UNAVAILABLE))
                .toList();
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
