/** Tests of the HL7 v2 wire: own messages, hostile ones, captured ones, and clients written by others. */
@NullMarked
package io.dripwatch.device.hl7;

import org.jspecify.annotations.NullMarked;
