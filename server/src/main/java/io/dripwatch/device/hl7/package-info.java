/**
 * HL7 v2 over MLLP: bytes of monitors and pumps (IHE PCD-01, PCD-10) to device reports, and the acknowledgements back.
 */
@NullMarked
package io.dripwatch.device.hl7;

import org.jspecify.annotations.NullMarked;
