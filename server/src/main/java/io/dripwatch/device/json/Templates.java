package io.dripwatch.device.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The templates of a server.
 *
 * @param all the first that has a message's topic counts
 */
public record Templates(List<Template> all) {
    /** Every message is in our own shape. */
    public static final Templates NONE = new Templates(List.of());

    public Templates {
        all = List.copyOf(all);
    }

    /** A template for a message, and what its topic says by its levels. */
    record Match(Template template, Map<String, String> levels) {}

    /** Null where the messages of this topic are in our own shape. */
    @Nullable
    Match of(String topic) {
        for (Template template : all) {
            Map<String, String> levels = template.levels(topic);
            if (levels != null) {
                return new Match(template, levels);
            }
        }
        return null;
    }
}
