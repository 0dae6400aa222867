/** What is new in the chart since a mark, in one order for everybody who passes it on. */
@NullMarked
package io.dripwatch.fhir.news;

import org.jspecify.annotations.NullMarked;
