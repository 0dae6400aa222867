package io.dripwatch.device.json;

import io.dripwatch.device.Refusal;
import io.dripwatch.vitals.DeviceId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param seq the number its device gave it; null where it gave none
 * @param kept how many readings are durable
 * @param refused what was left out, in the order of the message
 * @param lost whether readings that are well could not be kept: the device must send all of it again
 * @param devices that spoke
 */
public record Outcome(@Nullable Long seq, int kept, List<Refusal> refused, boolean lost, List<DeviceId> devices) {
    private static final int MOST_NAMED = 100;

    public Outcome {
        refused = List.copyOf(refused);
        devices = List.copyOf(devices);
    }

    /**
     * Whether the message said nothing that could be used, and its sender should know. That it has no value now, or
     * speaks of what nobody keeps, is no such thing.
     */
    public boolean isUseless() {
        return kept == 0 && !refused.stream().allMatch(Outcome::isOrdinary);
    }

    private static boolean isOrdinary(Refusal refusal) {
        return switch (refusal.reason()) {
            case NO_VALUE, SENTINEL, NOT_A_READING -> true;
            default -> false;
        };
    }

    /** The answer to the device: {@code {"seq":7,"kept":2,"refused":[]}}. The first hundred refusals are named. */
    public String json() {
        if (refused.isEmpty() && !lost) {
            return "{" + (seq == null ? "" : "\"seq\":" + seq + ",") + "\"kept\":" + kept + ",\"refused\":[]}";
        }
        JsonObject json = new JsonObject();
        if (seq != null) {
            json.put("seq", seq);
        }
        JsonArray named = new JsonArray();
        for (Refusal refusal : refused.subList(0, Math.min(refused.size(), MOST_NAMED))) {
            named.add(new JsonObject()
                    .put("reason", refusal.reason().name())
                    .put("where", refusal.where())
                    .put("detail", refusal.detail()));
        }
        json.put("kept", kept).put("refused", named);
        if (refused.size() > MOST_NAMED) {
            json.put("moreRefused", refused.size() - MOST_NAMED);
        }
        if (lost) {
            json.put("error", "The readings could not be kept; send them again.");
        }
        return json.encode();
    }
}
