package io.dripwatch.access.web;

import io.dripwatch.access.Bearer;
import io.dripwatch.access.Bearers;
import io.dripwatch.access.keys.WallScreen;
import io.dripwatch.access.keys.WallScreens;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is known that is no person.
 *
 * @param screens those on the wall
 * @param bearers who answers for the tokens of programs; the first that knows one has answered
 */
public record Known(WallScreens screens, List<Bearers> bearers) {
    public Known {
        bearers = List.copyOf(bearers);
    }

    @Nullable
    Caller screen(@Nullable String secret, List<String> rooms) {
        WallScreen screen = screens.of(secret);
        return screen == null ? null : Caller.of(screen, rooms);
    }

    @Nullable
    Caller program(String token, Instant now) {
        for (Bearers each : bearers) {
            Bearer bearer = each.of(token, now);
            if (bearer != null) {
                return Caller.of(bearer);
            }
        }
        return null;
    }
}
