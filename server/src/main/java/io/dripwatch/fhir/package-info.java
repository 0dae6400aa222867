/** The chart as FHIR R4: patients and what was measured of them, to read and to search. */
@NullMarked
package io.dripwatch.fhir;

import org.jspecify.annotations.NullMarked;
