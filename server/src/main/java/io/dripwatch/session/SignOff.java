package io.dripwatch.session;

import java.time.LocalDate;

/**
 * Who answers for a protocol.
 *
 * @param by the clinician's name
 * @param on the day of signing
 */
public record SignOff(String by, LocalDate on) {}
