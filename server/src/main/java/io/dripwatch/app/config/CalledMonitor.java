package io.dripwatch.app.config;

import io.dripwatch.device.hl7.MonitorCaller;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.device.hl7.SourceProfiles;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.vitals.ChairId;
import io.dripwatch.vitals.Place;
import java.util.List;

/** A monitor of the configuration, held to the families and chairs that there are. */
final class CalledMonitor {
    private CalledMonitor() {}

    /**
     * Where it is, and what is known of it.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static MonitorCaller.Address of(MonitorSettings monitor, SourceProfiles known, RoomPlan room) {
        List<String> ids = known.all().stream().map(SourceProfile::id).toList();
        SourceProfile family = known.all().stream()
                .filter(profile -> profile.id().equals(monitor.profile()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the id of a profile, got " + monitor.profile()
                        + "; did you mean " + Words.nearest(monitor.profile(), ids) + "?"));
        int port = Default.of(monitor.port(), family.wire().port());
        // The seed only keeps monitors from being called in step; the name makes it the same after a restart.
        long seed = (monitor.host() + ":" + port).hashCode();
        MonitorCaller.Address address = new MonitorCaller.Address(family, monitor.host(), port, seed);
        if (monitor.chair() == null) {
            return address;
        }
        Place place = room.rooms().placeOf(new ChairId(monitor.chair()));
        return new MonitorCaller.Address(family.standing(address.name(), place), monitor.host(), port, seed);
    }
}
