/** The chart on its way to systems that cannot pull: what is told, how far each of them is, who carries it there. */
@NullMarked
package io.dripwatch.push;

import org.jspecify.annotations.NullMarked;
