package io.dripwatch.sim.monitor;

/**
 * A part of the monitor that measures; the second number of OBX-4, with its device rows where their codes are known.
 */
enum Module {
    ECG(1, "69798^MDC_DEV_ECG_VMD^MDC"),
    OXIMETER(2, "69642^MDC_DEV_ANALY_SAT_O2_VMD^MDC"),
    CUFF(3, "70686^MDC_DEV_PRESS_BLD_NONINV_VMD^MDC"),
    CAPNOGRAPH(4, ""),
    THERMOMETER(5, "");

    private final int ordinal;
    private final String deviceRow;

    Module(int ordinal, String deviceRow) {
        this.ordinal = ordinal;
        this.deviceRow = deviceRow;
    }

    /** "1.2", the beginning of every OBX-4 of this module. */
    String path() {
        return "1." + ordinal;
    }

    /** OBX-3 of the row that names the module; empty where it is sent without one. */
    String deviceRow() {
        return deviceRow;
    }
}
