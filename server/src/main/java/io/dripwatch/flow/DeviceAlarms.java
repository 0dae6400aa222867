package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.AlarmKind;
import io.dripwatch.alarm.Condition;
import io.dripwatch.vitals.DeviceAlarm;
import io.dripwatch.vitals.DeviceAlarm.State;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;

/** The alarms that the devices of a chair raised by themselves, as the devices last told. */
final class DeviceAlarms {
    private static final int MOST = 200;

    private final Map<AlarmKey, DeviceAlarm> told = new LinkedHashMap<>();

    static AlarmKey key(DeviceId device, DeviceAlarm alarm) {
        return new AlarmKey(AlarmKind.DEVICE_ALARM, null, device, alarm.code());
    }

    /**
     * Takes the word of a device; one that is older than what it said before changes nothing.
     *
     * @throws RoomFull where the devices of one chair have more than 200 alarms
     */
    void tell(DeviceId device, DeviceAlarm alarm) {
        AlarmKey key = key(device, alarm);
        DeviceAlarm known = told.get(key);
        if (known != null && alarm.at().isBefore(known.at())) {
            return;
        }
        if (known == null && told.size() >= MOST) {
            told.values().removeIf(one -> one.state() == State.INACTIVE);
            if (told.size() >= MOST) {
                throw new RoomFull("The devices of one chair have more than " + MOST + " alarms of their own.");
            }
        }
        told.put(key, alarm);
    }

    /** Whether the device has said that this alarm is over. */
    boolean over(AlarmKey key) {
        DeviceAlarm alarm = told.get(key);
        return alarm != null && alarm.state() == State.INACTIVE;
    }

    void forget(DeviceId device) {
        told.keySet().removeIf(key -> device.equals(key.device()));
    }

    void forget() {
        told.clear();
    }

    /** Puts down every alarm that is there, in the order in which they were first told. */
    void find(Map<AlarmKey, Condition> found) {
        told.forEach((key, alarm) -> {
            if (alarm.state() != State.INACTIVE) {
                found.put(key, condition(alarm));
            }
        });
    }

    private static Condition condition(DeviceAlarm alarm) {
        Priority priority = alarm.priority() == null ? Priority.MEDIUM : alarm.priority();
        Said said = new Said.Text(alarm.text());
        boolean latched = alarm.state() == State.LATCHED;
        return new Condition(
                priority,
                false,
                alarm.physiological(),
                null,
                null,
                Sentence.of(latched ? "{} (latched at the device)" : "{}", said),
                "",
                Sentence.NONE,
                Condition.Timing.NONE);
    }
}
