/** The report of a session as a PDF file for black and white paper. */
@NullMarked
package io.dripwatch.report.pdf;

import org.jspecify.annotations.NullMarked;
