package io.dripwatch.flow;

import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Condition;
import java.time.Instant;
import java.util.Map;

/** Looks at a chair for one kind of trouble. Only chairs with an open session are looked at. */
interface Check {

    /**
     * Puts down every trouble of its kind that is there now; what is not put down counts as gone.
     *
     * @param links the connections of the chair's devices
     * @param found where to put it down
     */
    void look(Chair chair, Links links, Instant now, Map<AlarmKey, Condition> found);
}
