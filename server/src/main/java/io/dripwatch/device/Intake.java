package io.dripwatch.device;

import io.dripwatch.vitals.DeviceReport;
import io.vertx.core.Future;

/** The door through which every report enters, whatever wire it came on. */
public interface Intake {

    /**
     * Hands over a report.
     *
     * @return succeeds when all of the report is durable (a resend of what is durable already succeeds too); fails with
     *     a {@link NotKept} when it is not, so that the device must be asked to send it again. Never throws. What waits
     *     for it runs on the caller's context.
     */
    Future<Void> offer(DeviceReport report);

    /** The report could not be made durable; its message is fit for the device's operator. */
    final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotKept(String message, Throwable cause) {
            super(message, cause);
        }

        public NotKept(String message) {
            super(message);
        }
    }
}
