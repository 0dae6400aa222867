package io.dripwatch.flow;

import io.dripwatch.vitals.DeviceReport;
import java.time.Instant;

/** One thing that enters a room: what a device says, what a person wants, or the clock. */
sealed interface WardInput {
    Instant at();

    /** Puts it in. */
    Decision into(Room room);

    record Told(DeviceReport report) implements WardInput {
        @Override
        public Instant at() {
            return report.receivedAt();
        }

        @Override
        public Decision into(Room room) {
            return room.report(report);
        }
    }

    record Wanted(Command command, Instant at) implements WardInput {
        @Override
        public Decision into(Room room) {
            return room.command(command, at);
        }
    }

    record Ticked(Instant at) implements WardInput {
        @Override
        public Decision into(Room room) {
            return room.tick(at);
        }
    }
}
