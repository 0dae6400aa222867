package io.dripwatch.app.config;

import io.dripwatch.device.hl7.SourceProfiles;
import java.nio.file.Path;
import java.time.ZoneId;

/** The profiles that ship, for tests of other packages. */
public final class ShippedProfiles {
    private ShippedProfiles() {}

    /** On whose clock times without an offset are, is the caller's choice. */
    public static SourceProfiles at(ZoneId zone) {
        Path nowhere = Path.of("");
        return new SourceProfiles(ProfileFile.all(null, nowhere, Config.DEFAULT.roomPlan(nowhere)), zone);
    }
}
