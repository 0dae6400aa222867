package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.Condition;
import io.dripwatch.flow.Chair;
import io.dripwatch.flow.DeviceLink;
import io.dripwatch.flow.Due;
import io.dripwatch.flow.Freshness;
import io.dripwatch.flow.Latest;
import io.dripwatch.flow.Missing;
import io.dripwatch.flow.PumpState;
import io.dripwatch.flow.Room;
import io.dripwatch.session.Limit.Side;
import io.dripwatch.session.Schedule;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceLimit;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.PumpEvent;
import io.dripwatch.vitals.Reading;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a chair as the screens read it; the shapes are in {@code server/docs/screens.md}. */
final class ChairView {
    private static final Comparator<Alarm> MOST_URGENT_FIRST = Comparator.comparing(Alarm::acknowledged)
            .thenComparing(Alarm::priority, Comparator.reverseOrder())
            .thenComparing(Alarm::since);

    private final Room room;
    private final Wording words;

    ChairView(Room room, Wording words) {
        this.room = room;
        this.words = words;
    }

    void write(JsonGenerator json, Chair chair, Instant now) throws IOException {
        json.writeStartObject();
        json.writeStringField("chair", chair.id().value());
        Session session = chair.session();
        if (session == null) {
            json.writeNullField("session");
        } else {
            json.writeFieldName("session");
            SessionView.write(json, words, session, chair, now);
        }
        CourseView.write(json, words, session == null ? null : room.courses().of(session), now);
        values(json, chair, now);
        due(json, chair, now);
        devices(json, chair, now);
        pump(json, chair.pump());
        LimitView.silenced(json, chair, now);
        json.writeArrayFieldStart("alarms");
        for (Alarm alarm : chair.alarms().stream()
                .filter(Alarm::signalled)
                .sorted(MOST_URGENT_FIRST)
                .toList()) {
            alarm(json, chair, alarm, now);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void values(JsonGenerator json, Chair chair, Instant now) throws IOException {
        json.writeArrayFieldStart("values");
        for (Metric metric : Metric.values()) {
            for (Latest latest : chair.values().getOrDefault(metric, Map.of()).values()) {
                value(json, chair, latest, now);
            }
        }
        json.writeEndArray();
    }

    private void value(JsonGenerator json, Chair chair, Latest latest, Instant now) throws IOException {
        Reading reading = latest.reading();
        Missing missing = chair.missing().get(reading.metric());
        json.writeStartObject();
        json.writeStringField("metric", reading.metric().id());
        json.writeNumberField("site", reading.site());
        number(json, "value", words.units().shown(reading.metric(), reading.value()));
        json.writeNumberField("at", reading.at().toEpochMilli());
        json.writeNumberField("liveAt", latest.liveAt().toEpochMilli());
        json.writeBooleanField(
                "stale", latest.liveAt().plus(Freshness.shown(reading.metric())).isBefore(now));
        json.writeBooleanField("questionable", reading.standing() == Reading.Standing.QUESTIONABLE);
        json.writeStringField("absent", missing == null ? null : word(missing));
        shown(json, words, "low", reading.metric(), chair.limits().outermost(reading.metric(), Side.LOW));
        shown(json, words, "high", reading.metric(), chair.limits().outermost(reading.metric(), Side.HIGH));
        DeviceLimit own = ownLimit(chair, reading.metric());
        shown(json, words, "deviceLow", reading.metric(), own == null ? null : own.low());
        shown(json, words, "deviceHigh", reading.metric(), own == null ? null : own.high());
        json.writeStringField("trend", latest.heading().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    /** Of the devices at a chair, the first that tells where its own alarm begins. */
    private @Nullable DeviceLimit ownLimit(Chair chair, Metric metric) {
        return chair.devices().stream()
                .map(room::link)
                .map(link -> link == null ? null : link.limit(metric))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String word(Missing missing) {
        return switch (missing.reason()) {
            case SENSOR_OFF -> "sensor-off";
            case INVALID -> "invalid";
            case UNAVAILABLE -> "unavailable";
            case MEASURING -> "measuring";
        };
    }

    private void due(JsonGenerator json, Chair chair, Instant now) throws IOException {
        json.writeArrayFieldStart("due");
        Session session = chair.session();
        if (session != null) {
            for (Schedule schedule : session.protocol().schedules()) {
                Instant at = Due.at(chair, schedule);
                if (at != null) {
                    json.writeStartObject();
                    json.writeStringField("metric", schedule.what().id());
                    json.writeStringField("label", words.say(Due.word(schedule)));
                    json.writeNumberField("dueAt", at.toEpochMilli());
                    json.writeBooleanField("overdue", now.isAfter(at.plus(schedule.grace())));
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
    }

    private void devices(JsonGenerator json, Chair chair, Instant now) throws IOException {
        json.writeArrayFieldStart("devices");
        for (DeviceId device : chair.devices()) {
            DeviceLink link = room.link(device);
            if (link != null) {
                device(json, link, room.patientOf(device) != null, now);
            }
        }
        json.writeEndArray();
    }

    static void device(JsonGenerator json, DeviceLink link, boolean withPatient, Instant now) throws IOException {
        Instant lastSeen = link.lastSeen();
        Duration offset = link.clockOffset();
        json.writeStartObject();
        json.writeStringField("device", link.device().value());
        json.writeStringField("kind", link.pump() ? "pump" : "monitor");
        json.writeBooleanField("withPatient", withPatient);
        json.writeBooleanField("linked", !link.lost(now));
        number(json, "lastSeen", lastSeen);
        if (offset == null) {
            json.writeNullField("clockOffsetMs");
        } else {
            json.writeNumberField("clockOffsetMs", offset.toMillis());
        }
        json.writeEndObject();
    }

    private static void pump(JsonGenerator json, @Nullable PumpState pump) throws IOException {
        if (pump == null) {
            json.writeNullField("pump");
            return;
        }
        PumpEvent late = pump.toldLate();
        PumpEvent shown = late == null ? pump.last() : late;
        json.writeObjectFieldStart("pump");
        json.writeStringField(
                "state",
                switch (shown.change()) {
                    case STARTED, TRANSITION -> "infusing";
                    case STOPPED -> "stopped";
                    case COMPLETED -> "completed";
                    case KEEP_VEIN_OPEN -> "kvo";
                });
        json.writeNumberField("since", (late == null ? pump.since() : late.at()).toEpochMilli());
        number(json, "rateMlPerHour", shown.rateMlPerHour());
        json.writeStringField("reason", shown.reason());
        json.writeBooleanField("late", late != null);
        json.writeEndObject();
    }

    private void alarm(JsonGenerator json, Chair chair, Alarm alarm, Instant now) throws IOException {
        Metric metric = alarm.key().metric();
        Condition condition = chair.conditionNow(alarm, now);
        json.writeStartObject();
        json.writeStringField("id", alarm.id());
        json.writeStringField("chair", chair.id().value());
        json.writeStringField("kind", condition.physiological() ? "physiological" : "technical");
        json.writeStringField("metric", metric == null ? null : metric.id());
        json.writeStringField("priority", alarm.priority().word());
        json.writeStringField("state", alarm.state().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("acknowledged", alarm.acknowledged());
        json.writeStringField("text", words.say(condition.text()));
        shown(json, words, "value", metric, condition.value());
        shown(json, words, "limit", metric, condition.limit());
        json.writeNumberField("since", alarm.since().toEpochMilli());
        json.writeStringField("advice", words.say(condition.advice()));
        json.writeStringField("origin", words.say(condition.origin()));
        signed(json, words, "acceptedBy", alarm.chain().acceptedBy());
        number(json, "pausedUntil", LimitView.pausedUntil(chair, alarm, now));
        json.writeArrayFieldStart("inactivation");
        for (String word : chair.inactivation(alarm, now)) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A value of a metric as the site reads it. */
    static void shown(JsonGenerator json, Wording words, String field, @Nullable Metric metric, @Nullable Double kept)
            throws IOException {
        number(
                json,
                field,
                metric == null || kept == null ? kept : (Double) words.units().shown(metric, kept));
    }

    /** Who signed; null for nobody. */
    static void signed(JsonGenerator json, Wording words, String field, @Nullable String by) throws IOException {
        json.writeStringField(field, by == null ? null : words.signed(by));
    }

    static void number(JsonGenerator json, String field, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, Math.rint(value * 100) / 100);
        }
    }

    static void number(JsonGenerator json, String field, @Nullable Instant at) throws IOException {
        if (at == null) {
            json.writeNullField(field);
        } else {
            json.writeNumberField(field, at.toEpochMilli());
        }
    }
}
