package io.dripwatch.push;

import io.dripwatch.alarm.Alarm;
import java.time.Instant;

/**
 * An alarm was raised, or is over.
 *
 * @param issue the id of its DetectedIssue
 * @param alarm as it was then
 * @param over whether it is over
 * @param at when that was, by the clock of this server
 */
public record AlarmNews(String issue, Whom whom, Alarm alarm, boolean over, Instant at) implements Told {

    @Override
    public Kind kind() {
        return Kind.ALARM;
    }

    @Override
    public String name() {
        return "DetectedIssue/" + issue;
    }
}
