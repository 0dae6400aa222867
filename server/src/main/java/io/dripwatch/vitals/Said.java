package io.dripwatch.vitals;

import org.jspecify.annotations.Nullable;

/** Something that can be said to people in their language and their units. */
public sealed interface Said permits Sentence, Said.Text, Said.Amount, Said.UnitOf {

    /** Which of them it is. */
    enum Kind {
        SENTENCE,
        TEXT,
        AMOUNT,
        UNIT
    }

    Kind kind();

    /** As this speaker says it. */
    String by(Speaker speaker);

    /** What a person or a device has said: it stays as it is. */
    record Text(String text) implements Said {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public String by(Speaker speaker) {
            return text;
        }
    }

    /**
     * A number.
     *
     * @param value in the metric's unit
     * @param metric whose unit it has; null for one without, or with one that is the same everywhere
     * @param change whether it tells by how much something changed, so that no zero is moved
     */
    record Amount(double value, @Nullable Metric metric, boolean change) implements Said {
        @Override
        public Kind kind() {
            return Kind.AMOUNT;
        }

        @Override
        public String by(Speaker speaker) {
            return speaker.number(this);
        }
    }

    /** The unit of a metric, as the site reads it. */
    record UnitOf(Metric metric) implements Said {
        @Override
        public Kind kind() {
            return Kind.UNIT;
        }

        @Override
        public String by(Speaker speaker) {
            return speaker.unit(metric);
        }
    }

    /** A value of a metric. */
    static Said of(Metric metric, double value) {
        return new Amount(value, metric, false);
    }

    /** By how much a metric changed. */
    static Said change(Metric metric, double value) {
        return new Amount(value, metric, true);
    }

    /**
     * What stands in a sentence: a text of others, a number, a measure by its label, or what can be said already.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Said of(Object part) {
        if (part instanceof Said said) {
            return said;
        }
        if (part instanceof Measure measure) {
            return Sentence.of(measure.label());
        }
        if (part instanceof Number number) {
            return new Amount(number.doubleValue(), null, false);
        }
        if (part instanceof String text) {
            return new Text(text);
        }
        throw new IllegalArgumentException("expected what can be said, got " + part.getClass());
    }
}
