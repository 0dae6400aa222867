package io.dripwatch.session;

import io.dripwatch.session.CheckItem.Answer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, weighed and overridden before the drug.
 *
 * @param weight the last body weight; null where none was taken
 * @param answers by the id of the item, the last of each
 * @param overrides by the id of what they override
 * @param startedAgainst what held the start when the drug ran all the same, by id
 */
public record CheckIn(
        @Nullable Weight weight,
        Map<String, Answered> answers,
        Map<String, Waiver> overrides,
        List<String> startedAgainst) {
    /** Nothing done yet. */
    public static final CheckIn EMPTY = new CheckIn(null, Map.of(), Map.of(), List.of());

    /**
     * An answer to an item.
     *
     * @param answer what
     * @param by who answered
     * @param at when
     */
    public record Answered(Answer answer, String by, Instant at) {}

    /**
     * A clinician's decision to go on in spite of a block.
     *
     * @param by the clinician's name
     * @param reason why
     * @param at when
     */
    public record Waiver(String by, String reason, Instant at) {}

    public CheckIn {
        startedAgainst = List.copyOf(startedAgainst);
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    public CheckIn weighed(Weight taken) {
        return new CheckIn(taken, answers, overrides, startedAgainst);
    }

    public CheckIn answered(String item, Answered answer) {
        return new CheckIn(weight, with(answers, item, answer), overrides, startedAgainst);
    }

    public CheckIn overridden(String block, Waiver override) {
        return new CheckIn(weight, answers, with(overrides, block, override), startedAgainst);
    }

    public CheckIn startedAgainst(List<String> blocks) {
        return new CheckIn(weight, answers, overrides, blocks);
    }

    /** Whether this item was answered yes. */
    public boolean yes(String item) {
        Answered answered = answers.get(item);
        return answered != null && answered.answer() == Answer.YES;
    }

    private static <V> Map<String, V> with(Map<String, V> before, String key, V value) {
        Map<String, V> after = new LinkedHashMap<>(before);
        after.put(key, value);
        return after;
    }
}
