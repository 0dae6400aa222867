package io.dripwatch.device.hl7;

import java.util.ArrayList;
import java.util.List;

/** What a first look over all rows of a message tells, and no row alone can. */
final class Survey {
    /** More rows than any monitor sends; beyond it the message is refused. */
    static final int MOST_ROWS = 5000;

    private final List<Row> rows = new ArrayList<>();
    private final Message message;
    private int requests;
    private boolean hasUnits;
    private boolean tellsOfPump;
    private boolean hasCurrentRate;
    private boolean hasTotalVolume;
    private Slice deviceOfSystem = Slice.EMPTY;
    private Slice firstDevice = Slice.EMPTY;

    Survey(Message message, RowCodes codes, Dialect dialect) {
        this.message = message;
        int request = -1;
        for (int i = 1; i < message.segments() && rows.size() <= MOST_ROWS; i++) {
            if (message.isNamed(i, "OBX")) {
                RowCode code = codes.of(message, message.field(i, 3), dialect);
                Row row = new Row(i, rows.size() + 1, request, code);
                rows.add(row);
                look(row);
            } else if (message.isNamed(i, "OBR")) {
                request = i;
                requests++;
            }
        }
    }

    private void look(Row row) {
        RowCode code = row.code();
        hasUnits |= !message.field(row.segment(), 6).isEmpty();
        tellsOfPump |= code.isPump();
        hasCurrentRate |= code.isNamed("MDC_FLOW_FLUID_PUMP_CURRENT");
        hasTotalVolume |= code.isNamed("MDC_VOL_FLUID_DELIV_TOTAL");
        Slice device = deviceOf(row);
        if (!device.isAbsent()) {
            firstDevice = firstDevice.isEmpty() ? device : firstDevice;
            deviceOfSystem = deviceOfSystem.isEmpty() && isSystem(row) ? device : deviceOfSystem;
        }
    }

    /** OBX-18 is id^namespace^universal id^type; some pumps fill only the universal id. */
    private Slice deviceOf(Row row) {
        Slice device = message.first(message.field(row.segment(), 18));
        Slice id = message.component(device, 1);
        return id.isAbsent() ? message.component(device, 3) : id;
    }

    /**
     * Whether the row stands for the whole device: its top level (MDS), by name or by place in the containment tree.
     */
    private boolean isSystem(Row row) {
        return row.code().name().endsWith("_MDS")
                || message.field(row.segment(), 4).ascii().endsWith(".0.0.0");
    }

    List<Row> rows() {
        return rows;
    }

    boolean isEmpty() {
        return rows.isEmpty() && requests == 0;
    }

    boolean hasUnits() {
        return hasUnits;
    }

    boolean tellsOfPump() {
        return tellsOfPump;
    }

    /** Whether a row only repeats in general what another row of the message says exactly. */
    boolean isSuperseded(Row row) {
        return (hasCurrentRate && row.code().isNamed("MDC_FLOW_FLUID_PUMP"))
                || (hasTotalVolume && row.code().isNamed("MDC_VOL_FLUID_DELIV"));
    }

    /** The device that measured, as the rows tell it; empty where they do not. */
    Slice device() {
        return deviceOfSystem.isEmpty() ? firstDevice : deviceOfSystem;
    }
}
