package io.dripwatch.device.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.RefusalReason;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import io.dripwatch.vitals.Patient;
import io.dripwatch.vitals.PatientId;
import io.dripwatch.vitals.Place;
import io.dripwatch.vitals.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One report of a message of somebody else's making, read as its template says. */
final class MappedReport {
    private final Template template;
    private final Term.Scope scope;
    private final String where;
    private final MappedRows rows;
    private @Nullable DeviceId device;
    private @Nullable Place place;
    private @Nullable Patient patient;
    private @Nullable Instant sentAt;
    private @Nullable Instant at;
    private @Nullable Refusal rejected;

    /**
     * @param scope the report
     * @param where it stands in the message; empty where it is the message
     */
    MappedReport(Template template, Term.Scope scope, String where) {
        this.template = template;
        this.scope = scope;
        this.where = where;
        this.rows = new MappedRows(template, where);
    }

    /** Reads it; never throws. */
    MappedReport read() {
        try {
            Template.Who who = template.who();
            device = device(who.device());
            place = who.place() == null ? null : place(who.place());
            patient = who.patient() == null ? null : patient(who.patient());
            sentAt = moment(template.when().sentAt());
            at = moment(template.when().at());
            template.readings().forEach(row -> rows.take(row, scope));
            if (rows.seen() == 0) {
                throw new Unreadable(
                        RefusalReason.NOT_A_READING,
                        where,
                        "expected a value that the template " + template.id() + " names, got none");
            }
        } catch (Unreadable problem) {
            rejected = problem.refusal();
        }
        return this;
    }

    int values() {
        return rows.seen();
    }

    /** Whether a reading names no time, and the report has none either. */
    boolean untimed() {
        return at == null && sentAt == null && rows.readings().stream().anyMatch(row -> row.at() == null);
    }

    /** What became of it; {@code untimedAt} is when readings were measured of which nothing tells. */
    Decoded decoded(Instant untimedAt, Instant receivedAt) {
        if (rejected != null || device == null) {
            return new Decoded.Rejected(Objects.requireNonNull(rejected));
        }
        Instant told = at == null ? sentAt : at;
        Instant otherwise = told == null ? untimedAt : told;
        List<Reading> readings = rows.readings().stream()
                .map(row -> Reading.of(row.metric(), row.value(), row.at() == null ? otherwise : row.at()))
                .toList();
        DeviceReport report = new DeviceReport(
                device, place, patient, sentAt, receivedAt, readings, rows.absences(otherwise), List.of(), List.of());
        return new Decoded.Read(report, rows.refusals());
    }

    private DeviceId device(Term term) {
        String text = text(term);
        if (text == null) {
            throw new Unreadable(RefusalReason.MISSING_PART, where + term, "expected the name of the device");
        }
        return new DeviceId(text);
    }

    private @Nullable Place place(Term term) {
        String text = text(term);
        if (text == null) {
            return null;
        }
        Place known = template.who().places().get(text);
        if (known != null) {
            return known;
        }
        long parts = text.chars().filter(one -> one == '^').count() + 1;
        if (parts > 3 || text.replace("^", "").isBlank()) {
            throw new Unreadable(
                    RefusalReason.UNREADABLE, where + term, "expected unit^room^bed, got another number of parts");
        }
        return Place.parse(text);
    }

    private @Nullable Patient patient(Template.Named named) {
        String id = text(named.id());
        return id == null
                ? null
                : new Patient(
                        new PatientId(named.authority(), id),
                        textOrNothing(named.family()),
                        textOrNothing(named.given()),
                        null,
                        Patient.Sex.UNKNOWN);
    }

    private String textOrNothing(@Nullable Term term) {
        String text = term == null ? null : text(term);
        return text == null ? "" : text;
    }

    private @Nullable String text(Term term) {
        return Found.textOrNull(term.find(scope), where + term);
    }

    private @Nullable Instant moment(@Nullable Term term) {
        JsonNode found = term == null ? null : term.find(scope);
        return Found.momentOrNull(found, template.when(), where + term);
    }
}
