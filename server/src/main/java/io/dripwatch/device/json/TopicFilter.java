package io.dripwatch.device.json;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which topics of MQTT are meant. Levels as in a subscription: {@code +} is any one, {@code #} at the end any number.
 * A level in braces is any one, too, and has a name by which a template speaks of it: {@code acme/{bed}/vitals}.
 */
public final class TopicFilter {
    private static final Pattern NAMED = Pattern.compile("\\{[a-zA-Z][a-zA-Z0-9]{0,39}}");
    private static final int LONGEST = 500;

    private final String written;
    private final List<String> levels;
    private final Set<String> names = new HashSet<>();

    private TopicFilter(String written) {
        this.written = written;
        this.levels = List.of(written.split("/", -1));
    }

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static TopicFilter of(String written) {
        if (written.isBlank() || written.length() > LONGEST) {
            throw new IllegalArgumentException("expected a topic such as acme/{bed}/vitals, got " + written);
        }
        TopicFilter filter = new TopicFilter(written);
        for (int i = 0; i < filter.levels.size(); i++) {
            filter.check(filter.levels.get(i), i == filter.levels.size() - 1);
        }
        return filter;
    }

    private void check(String level, boolean last) {
        boolean named = NAMED.matcher(level).matches();
        boolean wild = level.equals("+") || (level.equals("#") && last);
        if (!named && !wild && level.chars().anyMatch(one -> "{}+#".indexOf(one) >= 0)) {
            throw new IllegalArgumentException(
                    "expected whole levels such as {bed} or +, and # only at the end, got " + written);
        }
        if (named && !names.add(name(level))) {
            throw new IllegalArgumentException("expected each name once, got " + level + " twice in " + written);
        }
    }

    private static String name(String level) {
        return level.substring(1, level.length() - 1);
    }

    /** The names of its levels. */
    Set<String> names() {
        return names;
    }

    /** The named levels of a topic, each of which says something; null where the topic is another one. */
    @Nullable
    Map<String, String> match(String topic) {
        String[] sent = topic.split("/", -1);
        boolean open = levels.get(levels.size() - 1).equals("#");
        int exact = open ? levels.size() - 1 : levels.size();
        if (open ? sent.length < exact : sent.length != exact) {
            return null;
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < exact; i++) {
            String level = levels.get(i);
            if (level.startsWith("{")) {
                if (sent[i].isBlank()) {
                    return null;
                }
                named.put(name(level), sent[i]);
            } else if (!level.equals("+") && !level.equals(sent[i])) {
                return null;
            }
        }
        return named;
    }

    @Override
    public String toString() {
        return written;
    }
}
