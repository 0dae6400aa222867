package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceId;
import org.jspecify.annotations.Nullable;

/** The connections of a room's devices. */
interface Links {

    /** What is known of a device's connection; null where it was never heard nor expected. */
    @Nullable
    DeviceLink of(DeviceId device);
}
