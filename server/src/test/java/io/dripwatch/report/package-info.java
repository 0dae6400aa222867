@NullMarked
package io.dripwatch.report;

import org.jspecify.annotations.NullMarked;
