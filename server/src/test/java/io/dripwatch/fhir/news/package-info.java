@NullMarked
package io.dripwatch.fhir.news;

import org.jspecify.annotations.NullMarked;
