/** FHIR over HTTP, as far as no resource is concerned: searches, pages, dates, errors, JSON. */
@NullMarked
package io.dripwatch.fhir.rest;

import org.jspecify.annotations.NullMarked;
