/** The record of one session as one document, which the page, the file and whoever keeps it have in common. */
@NullMarked
package io.dripwatch.report;

import org.jspecify.annotations.NullMarked;
