/** The chart on its way to others: to FHIR servers as transactions, and in words from which HL7 v2 is written. */
@NullMarked
package io.dripwatch.fhir.push;

import org.jspecify.annotations.NullMarked;
