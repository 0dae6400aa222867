package io.dripwatch.sim.wire;

/**
 * What a device says of an alarm of its own.
 *
 * @param event the event as OBX-5 holds it; "" where it has only a text
 * @param text what the device shows
 * @param priority PL, PM or PH
 * @param physiological whether it tells of the patient; otherwise of the equipment
 * @param active whether it begins; otherwise it ends
 * @param source OBX-5 of the row that names the part of the device
 */
public record AlarmReport(
        String event, String text, String priority, boolean physiological, boolean active, String source) {}
