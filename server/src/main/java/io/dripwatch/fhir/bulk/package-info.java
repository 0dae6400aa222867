/** Bulk Data: the whole chart as files of lines, made in the background (HL7 Bulk Data Access 2.0.0). */
@NullMarked
package io.dripwatch.fhir.bulk;

import org.jspecify.annotations.NullMarked;
