package io.dripwatch.alarm;

import io.dripwatch.session.Session;
import io.dripwatch.session.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What held when an alarm was decided, beside the delays and the value in its {@link Condition}.
 *
 * @param stage of the session; null where none was open
 * @param protocol its id; "" where no session was open
 * @param version of the protocol; 0 where no session was open
 * @param decidedAt when the server decided, on its own clock
 */
public record Evidence(@Nullable Stage stage, String protocol, int version, Instant decidedAt) {

    static Evidence of(@Nullable Session session, Instant now) {
        return session == null
                ? new Evidence(null, "", 0, now)
                : new Evidence(
                        session.stage(),
                        session.protocol().id(),
                        session.protocol().version(),
                        now);
    }
}
