package io.dripwatch.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dripwatch.alarm.Alarm;
import io.dripwatch.flow.Chair;
import io.dripwatch.flow.Command;
import io.dripwatch.flow.Room;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The screens' word that an alarm was drawn, and whether it was heard: handed to the room, which keeps it; and counted:
 * how many, and how long after the alarm began the first screen said so. Lives on the room's context.
 */
final class Confirmations {
    private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_MESSAGE = 64 * 1024;

    private final Room room;
    private final Control control;
    private final Map<String, Boolean> soundedById = new LinkedHashMap<>();
    private long shown;
    private long sounded;
    private long unreadable;
    private Duration longest = Duration.ZERO;
    private Duration total = Duration.ZERO;

    Confirmations(Room room, Control control) {
        this.room = room;
        this.control = control;
    }

    /**
     * Takes what a screen sent; anything but a confirmation is counted and left alone.
     *
     * @param screen which, 1 to 60 characters
     * @param shows which chairs it shows: of no other it can say so
     */
    void take(String screen, Predicate<ChairId> shows, String message, Instant now) {
        try {
            JsonNode json = message.length() > LARGEST_MESSAGE ? JSON.missingNode() : JSON.readTree(message);
            if (!json.path("t").asText().equals("shown")) {
                unreadable++;
                return;
            }
            Map<String, Shown> present = present();
            soundedById.keySet().retainAll(present.keySet());
            boolean heard = json.path("sounded").asBoolean(false);
            for (JsonNode id : json.path("alarms")) {
                Shown shown = present.get(id.asText());
                if (shown != null && shows.test(shown.chair())) {
                    confirm(shown.alarm(), heard, now);
                    control.command(
                                    new Command.ConfirmShown(screen, shown.chair(), id.asText(), heard),
                                    Reach.EVERYWHERE)
                            .onFailure(failure -> LOG.debug("A screen's confirmation was not kept", failure));
                }
            }
        } catch (JsonProcessingException e) {
            unreadable++;
            LOG.debug("A screen sent something that is no JSON", e);
        }
    }

    /** For {@code /metrics}: names and values. */
    Map<String, Number> numbers() {
        Map<String, Number> numbers = new HashMap<>();
        numbers.put("dripwatch_alarms_shown_total", shown);
        numbers.put("dripwatch_alarms_sounded_total", sounded);
        numbers.put("dripwatch_screen_messages_unreadable_total", unreadable);
        numbers.put("dripwatch_alarm_to_screen_seconds_total", total.toMillis() / 1000.0);
        numbers.put("dripwatch_alarm_to_screen_seconds_longest", longest.toMillis() / 1000.0);
        return numbers;
    }

    private void confirm(Alarm alarm, boolean heard, Instant now) {
        Boolean before = soundedById.put(alarm.id(), heard || soundedById.getOrDefault(alarm.id(), false));
        if (before == null) {
            Duration latency = Duration.between(alarm.since(), now);
            shown++;
            total = total.plus(latency);
            longest = latency.compareTo(longest) > 0 ? latency : longest;
        }
        if (heard && !Boolean.TRUE.equals(before)) {
            sounded++;
        }
    }

    private record Shown(ChairId chair, Alarm alarm) {}

    private Map<String, Shown> present() {
        Map<String, Shown> present = new HashMap<>();
        for (Chair chair : room.chairs()) {
            chair.alarms().forEach(alarm -> present.put(alarm.id(), new Shown(chair.id(), alarm)));
        }
        return present;
    }
}
