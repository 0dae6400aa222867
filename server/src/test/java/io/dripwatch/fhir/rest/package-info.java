@NullMarked
package io.dripwatch.fhir.rest;

import org.jspecify.annotations.NullMarked;
