package io.dripwatch.session;

import io.dripwatch.vitals.Scale;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person wrote into the chart. Never changed: a correction is a new entry that amends the old one.
 *
 * @param id unique within the session
 * @param kind what sort of entry
 * @param at when it was so
 * @param chartedAt when it was written
 * @param by who wrote it
 * @param text the side effect, the medicine with its dose and route, the note; for a score a remark or ""
 * @param scale what was scored; null for other kinds
 * @param value the score; null for other kinds
 * @param until when a side effect had passed; null while it lasts and for other kinds
 * @param amends the entry that this one replaces; null for a first entry
 * @param withdrawn whether it says that the amended entry should not have been made
 */
public record ChartEntry(
        String id,
        Kind kind,
        Instant at,
        Instant chartedAt,
        String by,
        String text,
        @Nullable Scale scale,
        @Nullable Double value,
        @Nullable Instant until,
        @Nullable String amends,
        boolean withdrawn) {

    public enum Kind {
        SCORE,
        SIDE_EFFECT,
        MEDICINE,
        NOTE
    }

    public ChartEntry {
        boolean score = kind == Kind.SCORE;
        if (score != (scale != null) || score != (value != null)) {
            throw new IllegalArgumentException("expected a scale and a value with a score, and only there");
        }
        if (scale != null && value != null && !(value >= scale.lowest() && value <= scale.highest())) {
            throw new IllegalArgumentException(
                    "expected " + scale.id() + " from " + scale.lowest() + " to " + scale.highest() + ", got " + value);
        }
        if (until != null && (kind != Kind.SIDE_EFFECT || until.isBefore(at))) {
            throw new IllegalArgumentException("expected an end only of a side effect, and not before its onset");
        }
        if (text.length() > 2000 || (!score && text.isBlank())) {
            throw new IllegalArgumentException("expected a text of 1 to 2000 characters");
        }
    }
}
