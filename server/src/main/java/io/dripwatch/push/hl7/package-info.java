/** The chart as HL7 v2: observations (IHE PCD-01) and alarms (IHE PCD-04), sent over MLLP. */
@NullMarked
package io.dripwatch.push.hl7;

import org.jspecify.annotations.NullMarked;
