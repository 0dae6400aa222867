/** Tests of the FHIR API, with HAPI FHIR as oracle. */
@NullMarked
package io.dripwatch.fhir;

import org.jspecify.annotations.NullMarked;
