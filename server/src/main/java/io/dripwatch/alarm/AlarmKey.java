package io.dripwatch.alarm;

import io.dripwatch.session.Limit;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What makes two alarms of a chair the same alarm.
 *
 * @param kind what it is about
 * @param metric which metric; null where it concerns none
 * @param device which device; null where it concerns none
 * @param item which scale, item of the checklist or alarm of the device; null where it concerns none
 */
public record AlarmKey(
        AlarmKind kind,
        @Nullable Metric metric,
        @Nullable DeviceId device,
        @Nullable String item) {
    /** An alarm of the chair as a whole. */
    public static AlarmKey of(AlarmKind kind) {
        return new AlarmKey(kind, null, null, null);
    }

    /** An alarm about one metric. */
    public static AlarmKey of(AlarmKind kind, Metric metric) {
        return new AlarmKey(kind, metric, null, null);
    }

    /** An alarm about one device of the chair. */
    public static AlarmKey of(AlarmKind kind, DeviceId device) {
        return new AlarmKey(kind, null, device, null);
    }

    /** An alarm about a scale, an item of the checklist, or whatever else has an id. */
    public static AlarmKey of(AlarmKind kind, String item) {
        return new AlarmKey(kind, null, null, item);
    }

    /** An alarm about a measurement, by a device or a person. */
    public static AlarmKey of(AlarmKind kind, Measure what) {
        return what instanceof Metric metric ? of(kind, metric) : of(kind, what.id());
    }

    /** The alarm for a broken limit on this side. */
    public static AlarmKey of(Limit.Side side, Metric metric) {
        return of(side == Limit.Side.LOW ? AlarmKind.LOW : AlarmKind.HIGH, metric);
    }

    /** The alarm for this limit, when it is broken. */
    public static AlarmKey of(Limit limit) {
        return of(AlarmKind.of(limit), limit.metric());
    }

    /** "spo2.low": names the key within its chair. */
    String word() {
        String about = metric == null ? "" : metric.id() + ".";
        about += device == null ? "" : device.value() + ".";
        about += item == null ? "" : item + ".";
        return about + kind.name().toLowerCase(Locale.ROOT);
    }
}
