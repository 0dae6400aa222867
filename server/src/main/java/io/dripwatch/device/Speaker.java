package io.dripwatch.device;

import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.DeviceReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks through a connection, as far as that is proven.
 *
 * @param device its name; null where nothing was proven, and none was asked for
 * @param forOthers whether it may speak for other devices, too: a gateway, or whoever proved nothing
 */
public record Speaker(@Nullable DeviceId device, boolean forOthers) {
    /** Nobody asked who it is. */
    public static final Speaker UNKNOWN = new Speaker(null, true);

    /** What was read, or why not: nobody says anything in the name of another device. */
    public Decoded mayHaveSaid(Decoded decoded) {
        if (!forOthers && decoded instanceof Decoded.Read read) {
            List<DeviceId> others = read.reports().stream()
                    .map(DeviceReport::device)
                    .filter(claimed -> !claimed.equals(device))
                    .toList();
            if (!others.isEmpty()) {
                return new Decoded.Rejected(new Refusal(
                        RefusalReason.OTHER_DEVICE,
                        "",
                        "expected readings of " + device + ", who sent them, got readings of " + others.get(0)));
            }
        }
        return decoded;
    }
}
