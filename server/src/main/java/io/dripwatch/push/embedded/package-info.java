/** How far each destination of the chart is, in the file of the store. */
@NullMarked
package io.dripwatch.push.embedded;

import org.jspecify.annotations.NullMarked;
