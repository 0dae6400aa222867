package io.dripwatch.push;

import io.dripwatch.outbound.Backoff;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a destination is served.
 *
 * @param name under which its mark is kept, for good; letters, digits and hyphens
 * @param most how many items are fetched at a time, positive
 * @param mostLag how far it may be behind before the screens say so
 * @param pauses between two attempts while it is away
 */
public record DeliveryPlan(String name, int most, Duration mostLag, Backoff pauses) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,40}");

    public DeliveryPlan {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: expected 1 to 40 letters, digits and hyphens, got '" + name + "'");
        }
        if (mostLag.isNegative() || mostLag.isZero()) {
            throw new IllegalArgumentException("lagSeconds: expected more than 0, got " + mostLag.toSeconds());
        }
        if (most < 1) {
            throw new IllegalArgumentException("expected 1 item or more, got " + most);
        }
    }
}
