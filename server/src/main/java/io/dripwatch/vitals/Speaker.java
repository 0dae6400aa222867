package io.dripwatch.vitals;

/** Knows a language, and the units of a site. */
public interface Speaker {
    /** Who wrote the program: English, and every metric in the unit in which it is kept. */
    Speaker ENGLISH = new Speaker() {
        @Override
        public String pattern(String english) {
            return english;
        }

        @Override
        public String unit(Metric metric) {
            return metric.unit().label();
        }

        @Override
        public String number(Said.Amount amount) {
            boolean vital = amount.metric() != null && amount.metric().kind() == Metric.Kind.VITAL;
            double steps = vital ? 10 : 100;
            return Numbers.plain(Math.rint(amount.value() * steps) / steps);
        }
    };

    /** The same pattern in this language, with as many holes in the same order. */
    String pattern(String english);

    /** What stands beside a number of this metric. */
    String unit(Metric metric);

    /** The number without its unit. */
    String number(Said.Amount amount);
}
