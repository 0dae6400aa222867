package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.alarm.Inactivation.Kind;
import io.dripwatch.flow.Chair;
import io.dripwatch.session.Limit;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Protocol;
import io.dripwatch.session.Stage;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.wording.Wording;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes which limits may be changed for one patient, which were, and what people have silenced. */
final class LimitView {
    private LimitView() {}

    /** The limits of a protocol that may be set or turned off, and how long an alarm may be paused. */
    static void settable(JsonGenerator json, Wording words, Protocol protocol) throws IOException {
        json.writeNumberField(
                "longestPauseSeconds", protocol.alarms().longestPause().toSeconds());
        json.writeBooleanField("audioOff", protocol.alarms().audioOff());
        json.writeArrayFieldStart("limits");
        for (Limit limit : protocol.limits()) {
            if (limit.handling().lowestSet() != null || limit.handling().mayTurnOff()) {
                step(json, AlarmKey.of(limit), limit.priority());
                json.writeStringField("side", CommandBody.wordOf(limit.side()));
                ChairView.number(json, "sound", sound(words, limit));
                ChairView.shown(
                        json, words, "lowest", limit.metric(), limit.handling().lowestSet());
                ChairView.shown(
                        json, words, "highest", limit.metric(), limit.handling().highestSet());
                json.writeBooleanField("mayTurnOff", limit.handling().mayTurnOff());
                json.writeArrayFieldStart("stages");
                for (Stage stage : limit.stages()) {
                    json.writeString(stage.word());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** The protocol's own number as the site reads it; null where it hangs on the baseline. */
    private static @Nullable Double sound(Wording words, Limit limit) {
        Double kept = limit.sound().resolve(null);
        if (kept == null) {
            return null;
        }
        return limit.delay().over().isZero()
                ? words.units().shown(limit.metric(), kept)
                : words.units().shownChange(limit.metric(), kept);
    }

    static void own(JsonGenerator json, Wording words, List<OwnLimit> limits) throws IOException {
        json.writeArrayFieldStart("ownLimits");
        for (OwnLimit own : limits) {
            json.writeStartObject();
            json.writeStringField("metric", own.metric().id());
            json.writeStringField("side", CommandBody.wordOf(own.side()));
            json.writeStringField("priority", own.priority().word());
            ChairView.shown(json, words, "sound", own.metric(), own.sound());
            json.writeStringField("by", words.signed(own.by()));
            json.writeStringField("reason", own.reason());
            ChairView.number(json, "until", own.until());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Whether tones are silent and for how long, and the limits that are off. */
    static void silenced(JsonGenerator json, Chair chair, Instant now) throws IOException {
        Inactivation pause = of(chair, Kind.AUDIO_PAUSED, now);
        Inactivation off = of(chair, Kind.AUDIO_OFF, now);
        ChairView.number(json, "audioPausedUntil", pause == null ? null : pause.until());
        json.writeStringField("audioOff", off == null ? null : off.reason());
        json.writeArrayFieldStart("off");
        for (Inactivation one : chair.silenced()) {
            AlarmKey key = one.key();
            Priority priority = one.worst();
            if (one.kind() == Kind.ALARM_OFF && key != null && priority != null) {
                step(json, key, priority);
                json.writeStringField("reason", one.reason());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** Until when this alarm is paused; null where it is not. */
    static @Nullable Instant pausedUntil(Chair chair, Alarm alarm, Instant now) {
        for (Inactivation one : chair.silenced()) {
            if (one.kind() == Kind.ALARM_PAUSED && !one.over(now) && one.holds(alarm)) {
                return one.until();
            }
        }
        return null;
    }

    private static @Nullable Inactivation of(Chair chair, Kind kind, Instant now) {
        for (Inactivation one : chair.silenced()) {
            if (one.kind() == kind && !one.over(now)) {
                return one;
            }
        }
        return null;
    }

    /** Begins an object that names a limit as the commands do. */
    private static void step(JsonGenerator json, AlarmKey key, Priority priority) throws IOException {
        Metric metric = key.metric();
        json.writeStartObject();
        json.writeStringField("kind", CommandBody.wordOf(key.kind()));
        json.writeStringField("metric", metric == null ? null : metric.id());
        json.writeStringField("priority", priority.word());
    }
}
