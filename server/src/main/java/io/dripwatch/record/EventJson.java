package io.dripwatch.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dripwatch.flow.RoomEvent;

/** Room events as JSON: what stands in the journal for as long as records must be kept. */
final class EventJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private EventJson() {}

    static String write(RoomEvent event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of kind " + event.kind() + " cannot be written as JSON", e);
        }
    }

    /**
     * The event that {@link #write} wrote.
     *
     * @throws IllegalStateException where the text is not such an event: the file was changed from outside
     */
    static RoomEvent read(RoomEvent.Kind kind, String json) {
        try {
            return JSON.readValue(json, type(kind));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of kind " + kind + " in the journal cannot be read", e);
        }
    }

    private static Class<? extends RoomEvent> type(RoomEvent.Kind kind) {
        return switch (kind) {
            case SESSION_OPENED -> RoomEvent.SessionOpened.class;
            case STAGE_MOVED -> RoomEvent.StageMoved.class;
            case BASELINE_TAKEN -> RoomEvent.BaselineTaken.class;
            case PATIENT_IDENTIFIED -> RoomEvent.PatientIdentified.class;
            case DEVICE_ASSIGNED -> RoomEvent.DeviceAssigned.class;
            case DEVICE_RELEASED -> RoomEvent.DeviceReleased.class;
            case PUMP_REPORTED -> RoomEvent.PumpReported.class;
            case ALARM_CHANGED -> RoomEvent.AlarmChanged.class;
            case AUDIO_PAUSED -> RoomEvent.AudioPaused.class;
            case READINGS_HELD -> RoomEvent.ReadingsHeld.class;
            case HOLD_ASSIGNED -> RoomEvent.HoldAssigned.class;
        };
    }
}
