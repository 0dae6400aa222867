package io.dripwatch.session;

import io.dripwatch.vitals.Priority;
import java.time.Duration;

/**
 * One step of the chain along which an alarm that nobody accepts is passed on.
 *
 * @param priority of the alarms it is for
 * @param after how long after the alarm began to signal
 * @param to who is told then: "charge nurse"
 */
public record Escalation(Priority priority, Duration after, String to) {}
