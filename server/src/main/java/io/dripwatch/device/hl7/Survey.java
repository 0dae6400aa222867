package io.dripwatch.device.hl7;

import io.dripwatch.device.hl7.SourceProfile.DeviceFrom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a first look over all rows of a message tells, and no row alone can: above all, which rows belong to which
 * device and patient. Most messages tell of one of each. Gateways put several monitors into one message, each at the
 * top of a containment tree of its own (OBX-4) and named there (OBX-18); what hangs below inherits the name.
 */
final class Survey {
    /** More rows than any monitor sends; beyond it the message is refused. */
    static final int MOST_ROWS = 5000;

    private final Message message;
    private final boolean byModule;
    private final List<Row> rows = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int requests;

    /**
     * Looks over a message.
     *
     * @param codes of the sender's family
     * @param from by what one of its devices is known
     */
    Survey(Message message, RowCodes codes, DeviceFrom from) {
        this.message = message;
        this.byModule = from == DeviceFrom.MODULE;
        int request = -1;
        Subject subject = new Subject(-1, -1);
        List<Row> ofSubject = new ArrayList<>();
        for (int i = 1; i < message.segments() && rows.size() <= MOST_ROWS; i++) {
            if (message.isNamed(i, "OBX")) {
                Row row = new Row(i, rows.size() + 1, request, codes.of(message, message.field(i, 3)));
                rows.add(row);
                ofSubject.add(row);
            } else if (message.isNamed(i, "OBR")) {
                request = i;
                requests++;
            } else if (message.isNamed(i, "PID")) {
                divide(subject, ofSubject);
                ofSubject = new ArrayList<>();
                subject = new Subject(i, -1);
            } else if (message.isNamed(i, "PV1")) {
                subject = subject.visit < 0 ? new Subject(subject.patient, i) : subject;
            }
        }
        divide(subject, ofSubject);
        if (parts.isEmpty()) {
            parts.add(new Part(subject, Slice.EMPTY));
        }
    }

    /** Of whom rows tell: the numbers of PID and PV1, -1 where there is none. */
    record Subject(int patient, int visit) {}

    private void divide(Subject subject, List<Row> ofSubject) {
        if (ofSubject.isEmpty()) {
            return;
        }
        Map<String, Slice> byBranch = new HashMap<>();
        Slice system = Slice.EMPTY;
        Slice first = Slice.EMPTY;
        boolean several = false;
        for (Row row : ofSubject) {
            Slice device = deviceOf(row);
            if (!device.isAbsent()) {
                several |= !first.isEmpty() && !first.sameBytes(device);
                first = first.isEmpty() ? device : first;
                system = system.isEmpty() && isSystem(row) ? device : system;
                String branch = branch(row, byModule);
                if (isSystem(row) || byModule) {
                    byBranch.put(branch, device);
                } else {
                    byBranch.putIfAbsent(branch, device);
                }
            }
        }
        Slice whole = system.isEmpty() ? first : system;
        Map<String, Part> byDevice = new HashMap<>();
        for (Row row : ofSubject) {
            Slice device = several ? byBranch.getOrDefault(branch(row, byModule), whole) : whole;
            byDevice.computeIfAbsent(device.ascii(), name -> {
                        Part part = new Part(subject, device);
                        parts.add(part);
                        return part;
                    })
                    .add(row);
        }
    }

    /** The branch of the containment tree that a row hangs on; OBX-4 is unique only below its OBR. */
    private String branch(Row row, boolean byModule) {
        Slice place = message.field(row.segment(), 4);
        if (place.parts((byte) '.') < 4) {
            return "";
        }
        String top = row.request() + ":" + place.part(1, (byte) '.').ascii();
        return byModule ? top + "." + place.part(2, (byte) '.').ascii() : top;
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

    /** All rows, in the order of the message. */
    List<Row> rows() {
        return rows;
    }

    /** The rows by device and patient, in the order of their first rows; at least one. */
    List<Part> parts() {
        return parts;
    }

    boolean isEmpty() {
        return rows.isEmpty() && requests == 0;
    }

    /** The rows of one device about one patient. */
    final class Part {
        private final Subject subject;
        private final Slice device;
        private final List<Row> rows = new ArrayList<>();
        private boolean hasUnits;
        private boolean tellsOfPump;
        private boolean hasCurrentRate;
        private boolean hasTotalVolume;

        private Part(Subject subject, Slice device) {
            this.subject = subject;
            this.device = device;
        }

        private void add(Row row) {
            rows.add(row);
            RowCode code = row.code();
            hasUnits |= !message.field(row.segment(), 6).isEmpty();
            tellsOfPump |= code.isPump();
            hasCurrentRate |= code.isNamed("MDC_FLOW_FLUID_PUMP_CURRENT");
            hasTotalVolume |= code.isNamed("MDC_VOL_FLUID_DELIV_TOTAL");
        }

        Subject subject() {
            return subject;
        }

        List<Row> rows() {
            return rows;
        }

        boolean hasUnits() {
            return hasUnits;
        }

        boolean tellsOfPump() {
            return tellsOfPump;
        }

        /** Whether a row only repeats in general what another row of the device says exactly. */
        boolean isSuperseded(Row row) {
            return (hasCurrentRate && row.code().isNamed("MDC_FLOW_FLUID_PUMP"))
                    || (hasTotalVolume && row.code().isNamed("MDC_VOL_FLUID_DELIV"));
        }

        /** The device that measured, as the rows tell it; empty where they do not. */
        Slice device() {
            return device;
        }
    }
}
