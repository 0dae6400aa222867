package io.dripwatch.sim.story;

/**
 * The alarms that devices give by themselves, with how they name them on the wire. Where the number of a term could not
 * be verified it goes with code 0 and its name, as many devices do; the one without a name goes by its text.
 */
public enum Alert {
    OCCLUSION("occlusion", "196940^MDC_EVT_FLUID_LINE_OCCL^MDC", "Occlusion", "PM"),
    AIR_IN_LINE("air in line", "0^MDC_EVT_FLUID_LINE_AIR^MDC", "Air in line", "PM"),
    DOOR_OPEN("door open", "202828^MDC_EVT_DOOR_OPEN^MDC", "Door open", "PM"),
    BATTERY_LOW("battery low", "196802^MDC_EVT_BATT_LO^MDC", "Battery low", "PL"),
    BATTERY_EMPTY("battery empty", "0^MDC_EVT_BATT_DEPL^MDC", "Battery empty", "PH"),
    NEAR_END("near end", "197334^MDC_EVT_VOL_INFUS_NEAR_COMP^MDC", "Volume nearly infused", "PL"),
    INFUSION_COMPLETE("infusion complete", "", "Infusion complete", "PL"),
    APNOEA("apnoea", "199680^MDC_EVT_APNEA^MDC", "Apnoea", "PH"),
    LEADS_OFF("leads off", "196882^MDC_EVT_LEADS_OFF^MDC", "Leads off", "PL"),
    CUFF_LEAK("cuff leak", "196836^MDC_EVT_CUFF_LEAK^MDC", "Cuff leak", "PL");

    private final String word;
    private final String event;
    private final String text;
    private final String priority;

    Alert(String word, String event, String text, String priority) {
        this.word = word;
        this.event = event;
        this.text = text;
        this.priority = priority;
    }

    /** The word for it in a story. */
    public String word() {
        return word;
    }

    /** The event, as OBX-5 holds it; "" where it has no name. */
    public String event() {
        return event;
    }

    /** What the device shows. */
    public String text() {
        return text;
    }

    /** PL, PM or PH. */
    public String priority() {
        return priority;
    }

    /** Whether it tells of the patient; otherwise of the equipment. */
    public boolean physiological() {
        return this == APNOEA;
    }
}
